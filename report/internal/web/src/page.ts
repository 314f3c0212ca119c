import {plot} from "../vendor/plot.js";

document.documentElement.classList.add("js");
void plot;
