package web

// chineseExtent returns what the page of a document says of how much of the original was read.
func chineseExtent() map[string]string {
	return map[string]string{
		"The text holds %d %% of the characters of the original.": "正文保留原件可见字符的%d%%。",
		"Parts could not be read.":                                "部分内容未能读取。",
		"Not read":                                                "未能读取",
		"Left out as no part of the document":                     "因不属于文件内容而略去",
		"Nothing was left out on purpose.":                        "未略去任何内容。",
		"%d more":                                                 "另有%d处",
		"pages %d to %d":                                          "第%d页至第%d页",
		"page %d":                                                 "第%d页",
		"the sheet %s":                                            "工作表%s",
		"everything from page %d on":                              "自第%d页起的全部内容",
		"the rest":                                                "其余部分",
		"the part %s":                                             "部分%s",
		"a part":                                                  "某一部分",
	}
}

// chineseDrops returns the reasons for which parts of a page are left out of its text.
func chineseDrops() map[string]string {
	return map[string]string{
		"the text names it, and it is neither in the text nor linked from it": "正文提到该附件，但正文中未包含，亦无链接",
		"navigation":                           "导航",
		"site frame":                           "网站框架",
		"other pages":                          "其他网页",
		"advertising":                          "广告",
		"notices":                              "网站提示",
		"comments":                             "评论",
		"subscriptions":                        "订阅",
		"sharing":                              "分享按钮",
		"links to other pages":                 "指向其他网页的链接",
		"it reads like no part of the article": "不像正文的一部分",
		"the page about itself, or links to other pages": "网页自身的说明或指向其他网页的链接",
		"an annotation, not the document's text":         "批注，不是文件正文",
		"beyond the edges of the page":                   "在页面边缘之外",
		"it is a document of its own":                    "属于独立文件",
		"it is hidden":                                   "已隐藏",
		"runs at the edge of the pages":                  "页眉或页脚",
		"a picture has no text":                          "图片没有文字",
	}
}
