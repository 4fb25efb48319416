// The part of Observable Plot that the page uses; nothing else gets into the bundle.
export {areaY, axisX, axisY, barX, cell, dot, gridX, gridY, line, link, plot, rect, ruleX, ruleY, text, vector} from '@observablehq/plot';
