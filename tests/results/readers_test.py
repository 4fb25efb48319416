"""Result files opened by the readers people use: h5py, xarray (both engines), netCDF4, ncdump.

usage: readers_test.py WRITE_EXAMPLE    (the program of tests/results/readers)
Needs Debian's python3-h5py, python3-xarray, python3-netcdf4, python3-h5netcdf and netcdf-bin.
"""
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    import h5netcdf  # noqa: F401  (xarray uses it)
    import h5py
    import netCDF4
    import numpy as np
    import xarray as xr
except ImportError as missing:
    print(f"skipped: {missing} (Debian: python3-h5py python3-xarray python3-netcdf4 "
          "python3-h5netcdf)")
    sys.exit(77)

WRITE_EXAMPLE = sys.argv.pop(1)
DRAWS, KEPT, MONTHS, INPUTS, SERIES = 200, 7, 60, 109, 42
ENGINES = ("netcdf4", "h5netcdf")
PATHS = ["stay", "social-business", "half-hearted"]
NAMES = ["Stay", "Social Business", "Halbherzig, à la carte"]
TITLE = "Crédit Exemple – 2013 (±)"
DIMENSIONS = {
    "series": {"path": 3, "month": MONTHS, "quantile": 5},
    "outcome": {"path": 3, "quantile": 5, "rung": 5},
    "draws": {"path": 3, "rung": 5, "draw": DRAWS},
    "inputs": {"input": INPUTS, "draw": DRAWS},
    "trajectories": {"path": 3, "month": MONTHS, "unit": 3, "kept_draw": KEPT},
}


def write_example(file, draws=DRAWS, kept=KEPT, **environment):
    subprocess.run([WRITE_EXAMPLE, file, str(draws), str(kept)], check=True,
                   env={**os.environ, **environment})


class Readers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="e2roi-test-")
        cls.file = os.path.join(cls.folder, "x.h5")
        write_example(cls.file)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def each_group(self):
        for engine in ENGINES:
            for group, dimensions in DIMENSIONS.items():
                with self.subTest(engine=engine, group=group):
                    with xr.open_dataset(self.file, group=group, engine=engine) as data:
                        yield group, dimensions, data

    def test_groups_alone_have_their_dimensions_and_labels(self):
        for group, dimensions, data in self.each_group():
            self.assertEqual(dict(data.sizes), dimensions)
            self.assertEqual(set(data.coords), set(dimensions))
            if "path" in dimensions:
                self.assertEqual(list(data["path"].values), PATHS)
            if "month" in dimensions:
                self.assertEqual(list(data["month"].values), list(range(MONTHS)))

    def test_every_variable_is_float64_with_a_name_and_a_unit(self):
        for group, dimensions, data in self.each_group():
            self.assertGreater(len(data.data_vars), 0)
            for name, variable in data.data_vars.items():
                self.assertEqual(variable.dtype, np.float64, name)
                self.assertIn("long_name", variable.attrs, name)
                self.assertIn("units", variable.attrs, name)
            for name in ("month", "quantile"):
                if name in dimensions:
                    self.assertEqual(data[name].dtype, np.float64)

    def test_units_do_not_become_times(self):
        for engine in ENGINES:
            with xr.open_dataset(self.file, group="series", engine=engine) as series:
                self.assertEqual(series["response_hours"].attrs["units"], "hour")
                self.assertEqual(series["month"].attrs["units"], "month")
            with xr.open_dataset(self.file, group="draws", engine=engine) as draws:
                self.assertEqual(draws["payback"].attrs["units"], "month")
                self.assertEqual(draws["payback"].dtype, np.float64)

    def test_all_series_are_there_and_are_selected_by_label(self):
        with h5py.File(self.file) as file:
            expected = file["series/openness"][1, :, 2]
        for engine in ENGINES:
            with xr.open_dataset(self.file, group="series", engine=engine) as series:
                self.assertEqual(len(series.data_vars), 3 * SERIES)
                chosen = series["openness"].sel(path="social-business", quantile=0.5)
                self.assertEqual(chosen.dims, ("month",))
                np.testing.assert_array_equal(chosen.values, expected)
                self.assertEqual(series["revenue_mean"].dims, ("path", "month"))

    def test_draws_are_selected_by_number_and_rung(self):
        for engine in ENGINES:
            with xr.open_dataset(self.file, group="draws", engine=engine) as draws:
                rung = draws["pv_rung"].sel(path="half-hearted", rung="revenue", draw=DRAWS - 1)
                self.assertEqual(rung.shape, ())
                self.assertEqual(list(draws["rung"].values),
                                 ["savings", "revenue", "loyalty", "people", "collaboration"])
                self.assertEqual(draws["draw"].dtype.kind, "i")

    def test_trajectories_keep_the_numbers_of_their_draws(self):
        for engine in ENGINES:
            with xr.open_dataset(self.file, group="trajectories", engine=engine) as kept:
                self.assertEqual(list(kept["kept_draw"].values), list(range(KEPT)))
                self.assertEqual(kept["unit_openness"].dims,
                                 ("path", "month", "unit", "kept_draw"))
                self.assertEqual(kept["openness"].dims, ("path", "month", "kept_draw"))
                self.assertEqual(list(kept["unit"].values), ["care", "branches", "büro"])

    def test_without_trajectories_there_are_no_units(self):
        file = os.path.join(self.folder, "none.h5")
        write_example(file, kept=0)
        with h5py.File(file) as opened:
            self.assertNotIn("unit", opened)
            self.assertNotIn("trajectories", opened)

    def test_undefined_values_are_masked(self):
        for engine in ENGINES:
            with xr.open_dataset(self.file, group="draws", engine=engine) as draws:
                self.assertTrue(draws["payback"].sel(path="stay").isnull().all())
                self.assertFalse(draws["payback"].sel(path="half-hearted").isnull().all())
                self.assertTrue(np.isnan(draws["payback"].encoding["_FillValue"]))
                self.assertNotIn("_FillValue", draws["npv"].encoding)

    def test_the_root_has_all_coordinates_and_says_what_the_file_is(self):
        for engine in ENGINES:
            with xr.open_dataset(self.file, engine=engine) as root:
                self.assertEqual(set(root.coords), {"path", "month", "quantile", "rung", "input",
                                                    "unit", "draw"})
                self.assertEqual(list(root["path_name"].values), NAMES)
                self.assertEqual(root["path_name"].dims, ("path",))
                self.assertEqual(root.attrs["title"], TITLE)
                self.assertEqual(root.attrs["Conventions"], "CF-1.10")
                self.assertEqual(root.attrs["path_ids"], " ".join(PATHS))
                self.assertEqual(root.attrs["source"], "e2roi 0.1.0, model 1")
                for name in ("references", "comment"):
                    self.assertGreater(len(root.attrs[name]), 50)

    def test_the_provenance_is_text_of_any_length(self):
        for engine in ENGINES:
            with xr.open_dataset(self.file, group="provenance", engine=engine) as provenance:
                self.assertEqual(provenance["seed"].item(), "18446744073709551615")
                self.assertEqual(provenance["overrides"].item(), "")
                text = provenance["scenario"].item()
                self.assertTrue(text.startswith('name = "Crédit Exemple"\n'))
                self.assertGreater(len(text), 100_000)

    def test_the_digest_is_what_anyone_computes_from_the_file(self):
        digest = hashlib.sha256()
        with h5py.File(self.file) as file:
            for group in ("draws", "inputs"):
                for variable in file[group].values():
                    if h5py.h5ds.is_scale(variable.id):
                        continue
                    values = variable[...].astype("<f8")
                    bits = values.view("<u8")
                    bits[np.isnan(values)] = 0x7FF8000000000000
                    digest.update(bits.tobytes())
            self.assertEqual(file["provenance/digest"][()].decode(), digest.hexdigest())

    def test_h5py_finds_a_scale_on_every_axis_and_nothing_but_plain_arrays(self):
        def check(name, item):
            if isinstance(item, h5py.Group) or name.startswith("provenance"):
                return
            self.assertIsNone(item.chunks, name)
            self.assertIn(item.dtype.kind, "fiO", name)
            self.assertNotEqual(item.dtype.byteorder, ">", name)
            if h5py.h5ds.is_scale(item.id):
                return
            for axis in item.dims:
                self.assertEqual(len(axis), 1, name)
                self.assertEqual(axis[0].parent, item.parent, name)
        with h5py.File(self.file) as file:
            file.visititems(check)
            self.assertEqual(list(file["/"])[:3], ["path", "month", "quantile"])
            self.assertEqual(list(file["series"])[3:6],
                             ["openness", "openness_mean", "openness_sd"])

    def test_variables_and_scales_know_each_other(self):
        with h5py.File(self.file) as file:
            for name, group in [("/", file), *((g, file[g]) for g in DIMENSIONS)]:
                variables = {key: item for key, item in group.items()
                             if isinstance(item, h5py.Dataset)}
                scales = {key: item for key, item in variables.items()
                          if h5py.h5ds.is_scale(item.id)}
                ties = {key: [] for key in scales}
                for key, variable in variables.items():
                    if key in scales:
                        continue
                    axes = variable.attrs["dimensions"].decode().split()
                    self.assertEqual(len(axes), variable.ndim, key)
                    for i, axis in enumerate(axes):
                        self.assertEqual(h5py.h5ds.get_num_scales(variable.id, i), 1, key)
                        self.assertTrue(
                            h5py.h5ds.is_attached(variable.id, scales[axis].id, i), key)
                        self.assertEqual(variable.dims[i][0], scales[axis], key)
                        ties[axis].append((variable.name, i))
                for key, scale in scales.items():
                    self.assertEqual(scale.attrs["CLASS"], b"DIMENSION_SCALE")
                    self.assertEqual(scale.attrs["NAME"], key.encode())
                    listed = [(file[reference].name, i)
                              for reference, i in scale.attrs.get("REFERENCE_LIST", [])]
                    self.assertEqual(sorted(listed), sorted(ties[key]), (name, key))

    def test_netcdf_appends_to_a_copy(self):
        copy = os.path.join(self.folder, "copy.h5")
        shutil.copy(self.file, copy)
        with netCDF4.Dataset(copy, "a") as data:
            data.note = "seen"
            data["series"].createVariable("mine", "f8", ("path",))[:] = 1.0
        with netCDF4.Dataset(copy) as data:
            self.assertEqual(data.note, "seen")
            self.assertEqual(data["series"]["mine"].dimensions, ("path",))

    def test_ncdump_prints_the_header(self):
        if shutil.which("ncdump") is None:
            self.skipTest("no ncdump (Debian: netcdf-bin)")
        header = subprocess.run(["ncdump", "-h", self.file], check=True, capture_output=True,
                                encoding="utf-8").stdout
        for line in ("string path(path) ;", "group: series {", f'title = "{TITLE}"',
                     "double openness(path, month, quantile) ;",
                     "double unit_openness(path, month, unit, kept_draw) ;",
                     "double payback(path, draw) ;", "payback:_FillValue = NaN ;"):
            self.assertIn(line, header)
        self.assertNotIn("phony_dim", header)

    def test_bytes_do_not_depend_on_what_was_in_memory(self):
        first, second = (os.path.join(self.folder, name) for name in ("a.h5", "b.h5"))
        write_example(first, MALLOC_PERTURB_="1")
        write_example(second, MALLOC_PERTURB_="170")
        with open(first, "rb") as a, open(second, "rb") as b:
            self.assertEqual(a.read(), b.read())


if __name__ == "__main__":
    unittest.main()
