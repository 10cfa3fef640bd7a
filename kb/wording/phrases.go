package wording

import "fmt"

// phrases are the sentences of the paragraph in one language. Each takes what its comment says.
type phrases struct {
	asked            string // the question: material, what follows of it, day
	to               string // a destination
	forUse           string // an end use
	underLaw         string // a jurisdiction
	underCode        string // a code
	anyGoods         string // no material asked for
	stop, comma      string // end of a sentence, between its parts
	controlled       string // what the strictest restriction does, and jurisdictions
	conditional      string // on what it depends, what the strictest does, and jurisdictions
	unclear          string
	would            string // acts, jurisdictions, what the strictest that is in doubt does
	depending        string // on what that depends besides
	free             string
	stays            string // jurisdiction
	proposed         string // count, acts
	noStart          string // count, acts
	notCovered       string
	isBan            string // said of a ban
	isBanButLicences string // said of a ban where the same clause speaks of licences
	isLicence        string // said of a licence requirement
	restsOn          string // acts
	alsoBind         string // count of further measures
	dependsOn        string // count of further measures, on what, the strictest, jurisdictions, acts
	suspended        string // count, acts
	doubtful         string // count, acts
	lapsed           string // count, acts
	unrelieved       string // count, acts
	coming           string // events
	event            string // day, act, what happens
	announced        string // what happens, said and not enacted
	heldUp           string // a start that falls into a suspension
	disputed         string // count, acts
	act              string // title, id
	since            string // day
	until            string // day
	registered       string // said where no sentence of a held text bears the acts named first
	andMore          string // number
	version          string // record version
	knownAt          string // time asked for
	expected         string
	sample           string

	measure, further, point counted
}

// counted is what is counted, one of them and several.
type counted struct{ one, several string }

func (c counted) times(n int) string {
	if n == 1 {
		return c.one
	}
	return fmt.Sprintf(c.several, n)
}

func (w *Wording) phrases() phrases {
	if w.lang == Chinese {
		return chinese
	}
	return english
}

var english = phrases{
	asked: "%[1]s%[2]s on %[3]s: ", to: " to %s", forUse: " for %s use", underLaw: ", under the law of %s,", underCode: " under code %s",
	anyGoods: "any goods", stop: ". ", comma: "; ",
	controlled:       "under the law of %[2]s, %[1]s",
	conditional:      "depending on %s, and under the law of %[3]s, %[2]s",
	unclear:          "unclear; nothing binds for certain, and something in doubt has to be reviewed by a person",
	depending:        ", depending on %s",
	would:            "If %[1]s applies, then under the law of %[2]s %[3]s",
	free:             "nothing that is held binds",
	stays:            "Goods that stay in %s are no export",
	proposed:         "Proposed, and not adopted or withdrawn: %s of %s",
	noStart:          "Adopted without a known start: %s of %s",
	notCovered:       "nothing is held about this, which does not say that nothing binds",
	isBanButLicences: " (a ban, but the same clause speaks of licences)",
	isBan:            " (a ban, not a licence requirement)", isLicence: " (a licence requirement, not a ban)",
	restsOn:    "This rests on %s",
	alsoBind:   ", and on %s",
	dependsOn:  "Depending on %[2]s, %[1]s may apply, the strictest of them under the law of %[4]s: %[3]s (%[5]s)",
	suspended:  "Suspended on this day, and able to come back: %s of %s",
	doubtful:   "Unclear on what is held: %s of %s",
	lapsed:     "In doubt: the suspension of %s of %s ran out, and no act that is held says what follows",
	unrelieved: "In doubt: %s of %s ended as a permission, and the control that it eased is not held",
	coming:     "Known to come: %s",
	event:      "%[1]s: %[3]s, %[2]s",
	announced:  "%s (announced, not enacted)",
	heldUp:     "the day on which it was to start, while it is suspended",
	disputed:   "Sources contradict each other on %s (%s)",
	act:        "%s (%s)",
	since:      ", in force since %s",
	until:      " until %s",
	registered: "No text of these acts is held here: the register's sources stand for them, and the official text should be read",
	andMore:    " and %d more",
	version:    "State of knowledge: version %d",
	knownAt:    ", as known at %s",
	expected:   "The day lies ahead: this is what is expected on what is known now",
	sample:     "SAMPLE, invented wording, no evidence: ",
	measure:    counted{"one measure", "%d measures"},
	further:    counted{"one further measure", "%d further measures"},
	point:      counted{"one point", "%d points"},
}

var chinese = phrases{
	asked: "%[3]s，%[1]s%[2]s：", to: "，目的国%s", forUse: "，最终用途%s", underLaw: "，依%s法律", underCode: "（编码%s）",
	anyGoods: "任何货物", stop: "。", comma: "；",
	controlled:       "依%[2]s法律，%[1]s",
	conditional:      "视%s而定，依%[3]s法律，%[2]s",
	unclear:          "不明；没有确定有约束力的措施，存疑之处须由人工审核",
	depending:        "，并视%s而定",
	would:            "如%[1]s适用，则依%[2]s法律，%[3]s",
	free:             "现有记录中没有有约束力的措施",
	stays:            "货物未离开%s，不属出口",
	proposed:         "仅有提案、未通过或已撤回的有%s：%s",
	noStart:          "已公布而施行日期不明的有%s：%s",
	notCovered:       "没有相关记录，这并不表示没有限制",
	isBanButLicences: "（属禁止，但同一条款亦提及许可）",
	isBan:            "（属禁止，而非许可要求）", isLicence: "（属许可要求，而非禁止）",
	restsOn:    "依据：%s",
	alsoBind:   "，另有%s",
	dependsOn:  "视%[2]s而定，另有%[1]s可能适用，其中最严格的是%[4]s法律：%[3]s（%[5]s）",
	suspended:  "当日暂停实施、可能恢复的有%s：%s",
	doubtful:   "依现有记录不明的有%s：%s",
	lapsed:     "存疑：%s的暂停期限已满（%s），现有文件均未说明其后如何",
	unrelieved: "存疑：属许可的%s已届满（%s），其所放宽的管制未收录",
	coming:     "已知将发生：%s",
	event:      "%[1]s，%[2]s：%[3]s",
	announced:  "%s（仅宣布，尚未立法）",
	heldUp:     "原定施行日（暂停实施期间）",
	disputed:   "各来源有%s互相矛盾（%s）",
	act:        "%s（%s）",
	since:      "，自%s起施行",
	until:      "，至%s",
	registered: "本库未收录上述文件的文本，仅以登记册所列来源为据，应查阅官方文本",
	andMore:    "等（另有%d件）",
	version:    "记录版本：%d",
	knownAt:    "，截至%s所知",
	expected:   "该日尚未到来：以上为依目前所知的预期",
	sample:     "【样例，文字为虚构，不作证据】",
	measure:    counted{"一项措施", "%d项措施"},
	further:    counted{"一项措施", "%d项措施"},
	point:      counted{"一处", "%d处"},
}
