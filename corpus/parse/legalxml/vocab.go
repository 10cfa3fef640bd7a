package legalxml

func vocabularies() []vocabulary {
	return []vocabulary{
		{name: "federal-register/1", media: "application/xml", roots: []string{"RULE", "PRORULE", "NOTICE", "PRESDOCU", "CORRECT", "SUNSHINE", "EXECORD", "PROCLA", "DETERM", "PRNOTICE", "PRMEMO"}, read: readFederal},
		{name: "federal-register/1", media: "application/xml", roots: []string{"FEDREG"}, read: readIssue},
		{name: "cfr/1", media: "application/xml", roots: []string{"CFRGRANULE", "CFRDOC", "PART", "SUBPART", "SECTION"}, read: readCFR},
		{name: "ecfr/1", media: "application/xml", roots: []string{"ECFR", "DLPSTEXTCLASS", "DIV1", "DIV2", "DIV3", "DIV4", "DIV5", "DIV6", "DIV7", "DIV8", "DIV9"}, read: readECFR},
		{name: "formex/1", media: "application/xml", roots: []string{"ACT", "ANNEX", "CONS.ACT", "CONS.ANNEX", "CONS.DOC", "CONS.OTH.DOC", "GENERAL", "CJT", "AGR", "LETTER", "DECISION.ECR", "PROC.VERB", "CORRIG", "ARTICLE", "LEXP.COMBINED"}, read: readFormex},
		{name: "formex/1", media: "application/xml", roots: []string{"DOC", "PUBLICATION"}, is: isFormexIndex, read: readFormexIndex},
		{name: "xml/1", media: "application/xml", read: readPlain},
	}
}
