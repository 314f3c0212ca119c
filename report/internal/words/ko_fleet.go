package words

// koreanFleet are the tables of many machines.
var koreanFleet = map[string]string{
	"Machine": "컴퓨터", "cells": "측정 조합", "× there": "그 조합의 ×", "most in": "편차가 가장 큰 조합", "differs in": "다른 설정",
	"machine %s": "컴퓨터 %s", "all machines": "모든 컴퓨터", "best": "최선", "worst": "최악", "best machine": "최선의 컴퓨터",
	"worst machine": "최악의 컴퓨터", "%s, between hosts": "%s, 호스트 사이", "%s between hosts": "%s, 호스트 사이",
	"Machines side by side": "컴퓨터 비교", "Machines side by side: %s": "컴퓨터 비교: %s",
	"Machines that deviate most": "편차가 가장 큰 컴퓨터",
	"×: how many times as slow the machine is as the median of all machines: the median over its cells, of all " +
		"patterns and sizes; below 1 it is faster. most in: the cell in which it deviates most, and × there. differs " +
		"in: its settings that most other machines have not.": "×: 모든 컴퓨터의 중앙값보다 몇 배 느린지를 나타낸다. 모든 패턴과 크기에 걸친 " +
		"측정 조합들의 중앙값이며, 1보다 작으면 더 빠르다. 편차가 가장 큰 조합: 중앙값에서 가장 크게 벗어난 측정 조합과 그 조합의 ×. 다른 설정: 대부분의 다른 컴퓨터와 다른 설정.",
	"%s: %s (most: %s)":               "%s: %s(대부분은 %s)",
	"%s other machines deviate less.": "나머지 컴퓨터 %s대는 편차가 이보다 작다.",
	"Notes of the runs":               "여러 실행의 기록",
	"%s of %s machines: %s …":         "컴퓨터 %[2]s대 가운데 %[1]s대: %[3]s …",
	"%s of %s samples were disturbed": "표본 %[2]s개 가운데 %[1]s개가 방해받았다",
	"%s of %s samples have a timed pass that differs by more than %s %% from that of the mean": "표본 %[2]s개 가운데 " +
		"%[1]s개에서 백분위수를 구한 측정이 평균을 구한 측정과 %[3]s %% 넘게 다르다",
	"%s of %s samples took over %s %% more or less by the clock of side A than by that of side B": "표본 %[2]s개 " +
		"가운데 %[1]s개에서 A 측 시계로 잰 시간이 B 측 시계로 잰 시간과 %[3]s %% 넘게 다르다",
	"%s, on %s of %s machines; most of them on %s (%s)": "%[1]s(컴퓨터 %[3]s대 가운데 %[2]s대). 가장 많은 곳은 %[4]s(%[5]s개)",
	"Which machine is which":                            "컴퓨터 목록",
	"state shown: %s":                                   "표시한 상태: %s",
	"%s: the best of the machines, what one quarter, half and three quarters of them reach, the worst, and which " +
		"machines these are. Of each machine it is the median over samples. ×: how many times as good the best is as " +
		"the worst. n: machines. By the median over machines, the best first.": "%s: 컴퓨터들의 최선의 값, 사분의 일과 절반과 " +
		"사분의 삼이 이르는 값, 최악의 값, 그리고 최선과 최악의 컴퓨터이다. 컴퓨터마다 표본들의 중앙값을 쓴다. ×: 최선이 최악보다 몇 배 좋은지를 나타낸다. n: 컴퓨터 수. 컴퓨터들의 " +
		"중앙값이 좋은 순이다.",
	"%s on each machine, medians over samples. ×: how many times as good the best machine is as the worst. By the " +
		"median over machines, the best first.": "%s: 컴퓨터마다 표본들의 중앙값이다. ×: 최선의 컴퓨터가 최악의 컴퓨터보다 몇 배 좋은지를 나타낸다. " +
		"컴퓨터들의 중앙값이 좋은 순이다.",
	"Machines that had several states, by what is shown of them: %s.": "상태가 여럿이었던 컴퓨터의 수, 표시한 상태별: %s.",
	"mean round trip": "평균 왕복 시간",
	"mean time to make a channel, use it once and tear it down": "통로를 만들어 한 번 쓰고 없애는 데 걸리는 평균 시간",
	"payload per second": "초당 페이로드",
	"p50 of the latency from the time at which a message was due": "메시지를 보낼 예정 시각부터 잰 지연 시간의 p50",
	"A row named by a size was measured at that size only.":       "이름에 크기가 붙은 행은 그 크기에서만 측정했다.",
}
