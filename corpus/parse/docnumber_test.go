package parse

import "testing"

func TestNumber(t *testing.T) {
	for text, want := range map[string]string{
		"商务部 海关总署公告2025年第18号":                                                                          "商务部 海关总署公告2025年第18号",
		"商务部公告2025年第61号 公布对境外相关物项的决定":                                                                  "商务部公告2025年第61号",
		"【发布文号】公告2023年第23号":                                                                            "公告2023年第23号",
		"2026年第一號公告":                                                                                   "2026年第一號公告",
		"国发〔2024〕12号":                                                                                  "国发〔2024〕12号",
		"中华人民共和国国务院令第792号":                                                                             "中华人民共和国国务院令第792号",
		"Announcement No. 61 of 2025":                                                                  "Announcement No. 61 of 2025",
		"Decision No. 001/ARECOMS/2025 on ores":                                                        "Decision No. 001/ARECOMS/2025",
		"Statutory Instrument 213 of 2022":                                                             "Statutory Instrument 213 of 2022",
		"REGULATION (EU) No 575/2013":                                                                  "REGULATION (EU) No 575/2013",
		"Regulation (EU) 2021/821":                                                                     "Regulation (EU) 2021/821",
		"PRESS RELEASE N° 2025/003":                                                                    "PRESS RELEASE N° 2025/003",
		"不可靠实体清单工作机制公告〔2025〕9号":                                                                        "不可靠实体清单工作机制公告〔2025〕9号",
		"不可靠实体清单工作机制公告〔2025〕7号、8号":                                                                     "不可靠实体清单工作机制公告〔2025〕7号、8号",
		"商务部令2020年第4号 示例规定":                                                                            "商务部令2020年第4号",
		"海关总署公告2025年第99号（关于示例的公告）":                                                                     "海关总署公告2025年第99号",
		"关于公布示例的公告（2025年第61号）":                                                                         "2025年第61号",
		"发文字号：商产发〔2024〕12号":                                                                            "商产发〔2024〕12号",
		"令和7年経済産業省令第12号":                                                                               "令和7年経済産業省令第12号",
		"산업통상자원부고시 제2025-12호":                                                                          "산업통상자원부고시 제2025-12호",
		"Số: 23/2025/NĐ-CP":                                                                            "23/2025/NĐ-CP",
		"Nghị định 23/2025/NĐ-CP về khoáng sản":                                                        "Nghị định 23/2025/NĐ-CP",
		"NOMOR 11 TAHUN 2019":                                                                          "NOMOR 11 TAHUN 2019",
		"Peraturan Menteri ESDM Nomor 11 Tahun 2019":                                                   "Peraturan Menteri ESDM Nomor 11 Tahun 2019",
		"Commission Delegated Regulation (EU) 2030/12 of 5 May 2030 amending Regulation (EU) 2021/821": "Commission Delegated Regulation (EU) 2030/12",
		"Council Decision (CFSP) 2030/145":                                                             "Council Decision (CFSP) 2030/145",
		"Décret n° 2025-123 du 5 mai 2025":                                                             "Décret n° 2025-123",
		"Decreto-Lei n.º 51/2022":                                                                      "Decreto-Lei n.º 51/2022",
		"Постановление Правительства № 311":                                                            "№ 311",
		"Executive Order 14999":                                                                        "Executive Order 14999",
		"Notification No. 25/2025-26":                                                                  "Notification No. 25/2025-26",
		"90 FR 12345":                                                                                  "90 FR 12345",
		"MOFCOM and GACC Announcement No. 55 of 2025":                                                  "Announcement No. 55 of 2025",
		"SI 2025-140 Base Minerals Export Control Order, 2025":                                         "SI 2025-140",
		"S.I. No. 140 of 2025":                                                                         "S.I. No. 140 of 2025",
		"Order Amending the Export Control List: SOR/2025-140":                                         "SOR/2025-140",
		"TUNGSTEN KONSANTRELERİNİN İHRACINA İLİŞKİN TEBLİĞ (İHRACAT: 2025/14)":                         "(İHRACAT: 2025/14)",
		"Communiqué officiel n° 014/2025 relatif aux quotas du cobalt":                                 "Communiqué officiel n° 014/2025",
		"Приказ Министра торговли Республики от 12 сентября 2025 года № 140": "№ 140",
		"Постанова Кабінету Міністрів України від 12 вересня 2025 р. № 1140": "№ 1140",
		// Numbers of others.
		"О внесении изменений в приказ Министра от 5 мая 2024 года № 14": "",
		"Приказ «О продлении приказа № 14»":                              "",
		"Guidance on SOR/2025-140":                       "",
		"关于实施商务部公告2025年第61号有关事项的通知":                      "",
		"《商务部公告2025年第61号》政策解读":                           "",
		"商务部公告2025年第61号解读":                               "",
		"商务部新闻发言人就2025年第61号公告答记者问":                       "",
		"Q&A on Announcement No. 61 of 2025":             "",
		"China suspends Announcement No. 61 of 2025":     "",
		"Proposal for amending Regulation (EU) 2021/821": "",
		"On the export of ores":                          "",
		"关于对示例物项实施管理的公告":                                 "",
	} {
		if got := numberOf(text, nil); got != want {
			t.Errorf("numberOf(%q) = %q, want %q", text, got, want)
		}
	}
}
