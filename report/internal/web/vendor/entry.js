// What the page uses of Observable Plot; make.sh bundles it.
export {dot, line, link, plot, pointer, text, tip} from "@observablehq/plot";
