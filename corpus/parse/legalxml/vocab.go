package legalxml

func vocabularies() []vocabulary {
	return []vocabulary{
		{name: "cellar/1", media: "application/xml", roots: []string{"NOTICE"}, is: func(n *node) bool { return n.kid("WORK", "DOSSIER", "EVENT", "EXPRESSION", "OBJECT") != nil }, read: readCellar},
		{name: "federal-register/1", media: "application/xml", roots: []string{"RULE", "PRORULE", "NOTICE", "PRESDOCU", "CORRECT", "SUNSHINE", "EXECORD", "PROCLA", "DETERM", "PRNOTICE", "PRMEMO"}, read: readFederal},
		{name: "federal-register/1", media: "application/xml", roots: []string{"FEDREG"}, read: readIssue},
		{name: "cfr/1", media: "application/xml", roots: []string{"CFRGRANULE", "CFRDOC", "PART", "SUBPART", "SECTION"}, read: readCFR},
		{name: "ecfr/1", media: "application/xml", roots: []string{"ECFR", "DLPSTEXTCLASS", "DIV1", "DIV2", "DIV3", "DIV4", "DIV5", "DIV6", "DIV7", "DIV8", "DIV9"}, read: readECFR},
		{name: "formex/1", media: "application/xml", roots: []string{"ACT", "ANNEX", "CONS.ACT", "CONS.ANNEX", "CONS.DOC", "CONS.OTH.DOC", "GENERAL", "CJT", "AGR", "LETTER", "DECISION.ECR", "PROC.VERB", "CORRIG", "ARTICLE", "LEXP.COMBINED"}, read: readFormex},
		{name: "formex/1", media: "application/xml", roots: []string{"DOC", "PUBLICATION"}, is: isFormexIndex, read: readFormexIndex},
		{name: "clml/1", media: "application/xml", roots: []string{"Legislation", "P1group", "P1", "P2group", "P2", "P3", "P4", "Pblock", "PsubBlock", "Part", "Chapter", "Schedule", "Schedules", "Body", "Primary", "Secondary", "BlockAmendment", "Fragment"}, is: isCLML, read: readCLML},
		{name: "akoma-ntoso/1", media: "application/xml", roots: []string{"akomaNtoso"}, read: readAKN},
		{name: "xml/1", media: "application/xml", read: readPlain},
	}
}
