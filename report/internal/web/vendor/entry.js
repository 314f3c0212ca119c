// What the page uses of Observable Plot; make.sh bundles it.
export {dot, gridX, gridY, line, link, plot, pointer, ruleX, ruleY, text, tip} from "@observablehq/plot";
