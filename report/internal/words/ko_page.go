package words

// koreanPage is what holds tables and charts together.
var koreanPage = map[string]string{
	"ipcbench report": "ipcbench 보고서", "Results": "결과", "not given": "적혀 있지 않음",
	"1 sample": "표본 1개", "%s to %s samples": "표본 %s~%s개", "1 cell": "측정 조합 1개", "%s cells": "측정 조합 %s개",
	"%s, %s each, from %s": "%s, 각각 %s, 출처: %s", "%s, measured %s": "%s, 측정일: %s",
	"%s (%s files of one machine, their samples pooled)": "%s(한 컴퓨터의 파일 %s개, 표본을 합쳤다)",
	"How well the figures are known":                     "수치의 정확도",
	"Charts left out":                                    "그리지 않은 그래프",
	"About the input":                                    "입력 파일에 대하여",
	"results of %[1]s machines, or of %[1]s settings of one: each has its own tables and charts, nothing is pooled; " +
		"they differ in %[2]s": "컴퓨터 %[1]s대, 또는 한 컴퓨터의 설정 %[1]s가지에서 나온 결과이다. 표와 그래프는 따로따로 있으며 아무것도 합치지 않았다. 서로 " +
		"다른 설정: %[2]s",
	"results of %[1]s machines, or of %[1]s settings of one: nothing is pooled; they differ in " +
		"%[2]s": "컴퓨터 %[1]s대, 또는 한 컴퓨터의 설정 %[1]s가지에서 나온 결과이다. 아무것도 합치지 않았다. 서로 다른 설정: %[2]s",
	"One machine, with several others at the other end.": "컴퓨터 한 대이며, 상대 측은 여러 대이다.",
	"%s machines.": "컴퓨터 %s대.",
	"%s machines. They are too many for tables and charts of each: report show with the files of one, or of up to " +
		"%s, has these.": "컴퓨터 %s대. 각각의 표와 그래프를 싣기에는 너무 많다. report show에 한 대의 파일, 또는 최대 %s대의 파일을 주면 볼 수 있다.",
	"Machine %s of %s":        "컴퓨터 %[2]s대 가운데 %[1]s번",
	"Between hosts: %s and ":  "호스트 사이: %s · ",
	"the machine of the file": "파일에 적힌 컴퓨터",

	// States of the machine.
	"The machine had several states: %s.": "컴퓨터의 상태가 여럿이었다. %s.",
	"%s %s":                               "%s %s", "%s in %s %% of the samples (%s)": "%s(표본의 %s %%, " +
		"%s)", "%s to %s %%": "%s~%s %%",
	"%s, and something else in %s %%": "%s, 나머지 %s %%는 그 밖의 값",
	"between the CPUs of place=%s, %s as the kernel shows them, a cache line " +
		"took": "place=%s(커널에 따르면 %s)의 CPU 사이 캐시 라인 이동 시간:",
	"between the CPUs of place=%s a cache line took": "place=%s의 CPU 사이 캐시 라인 이동 시간:",
	"a cache line took":                           "캐시 라인 이동 시간:",
	"a system call took":                          "시스템 호출 시간:",
	"the clock rate was":                          "클록 속도:",
	"The samples of all states make the figures.": "모든 상태의 표본으로 수치를 냈다.",
	"Shown is %s; %s shows the others, --state=%s all together.": "표시한 상태: %s. 다른 상태는 %s 옵션으로, 모두 합친 것은 " +
		"--state=%s 옵션으로 본다.",
	" or ": " 또는 ",
}
