package web

// chineseSeen returns what pictures, texts side by side and searches that found nothing say.
func chineseSeen() map[string]string {
	return map[string]string{
		"Who restricts it, from when to when": "谁在限制，自何时至何时",
		"Picture of its measures over time":   "各项措施沿革图",
		"A row for each measure, a bar for each stretch of days in one state, from %s to %s. The table below says the same.": "每行一项措施，每段横条表示一种状态的起止，自%s至%s。下表内容相同。",
		"Of the measures at the end of the table %d are not told in full below: follow their links.":                         "表末有%d项措施下文未详列，请点击其链接查看。",
		"%d more of this kind stand in the list of changes.":                                                                 "另有%d项同类变动见变动列表。",
		"Measures without a row: %d; the list of changes has them.":                                                          "未列入图中的措施：%d项；见变动列表。",
		"The same as a table":                                "以表格显示",
		"States of each measure, from the first day of each": "各项措施的状态，自各状态首日起",
		"States":            "状态",
		": ":                "：",
		"the day of “%s”":   "“%s”的日期",
		"plain text":        "纯文本",
		" “%s”: ":           "“%s”：",
		"rule %s":           "规则%s",
		"Of your items:":    "涉及您的物项：",
		"(through a group)": "（经由类别）",
		"† does not name the material: it reaches it through a group, such as all dual-use items.": "† 未直接写明该物项，而是经由类别（例如全部两用物项）适用于该物项。",
		"from %s":          "自%s",
		"in force":         "施行中",
		"suspended":        "暂停施行",
		"in doubt":         "存疑",
		"not yet in force": "尚未施行",

		"As a question in plain words it finds something in %d documents": "按自然语言提问，可在%d份文件中找到内容",
	}
}
