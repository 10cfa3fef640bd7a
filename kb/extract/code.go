package extract

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/kb"
)

var (
	controlCode = regexp.MustCompile(`\b([0-9][A-E][0-9]{3})((?:\s?\.\s?(?:[a-z]|[0-9]{1,2}))*)\b`)
	customsLead = regexp.MustCompile(`(?i)(参考海关商品编号|參考海關商品編號|海关商品编号|海關商品編號|商品编号|税则号列|海关编码|HS ?codes?|\bHS\b|HTS(?:US)?|tariff (?:code|number|line|heading|item)s?|customs (?:code|number)s?|commodity codes?|subheadings?|headings?)[^0-9]{0,16}`)
	customsRun  = regexp.MustCompile(`^\d{4}(?:[.\d]{0,11}\d)?(?:(?:[、,，;；/]|\s|和|及|and|or|to|-|–|至)+\d{4}(?:[.\d]{0,11}\d)?)*`)
	customsCode = regexp.MustCompile(`\d{4}(?:\.?\d{2}){0,3}`)
)

// codes emits control codes and customs codes. A customs code given as a reference is not the
// legal scope.
func (r *reader) codes(s *sentence) {
	for _, m := range controlCode.FindAllStringSubmatchIndex(s.text, -1) {
		code := strings.ReplaceAll(s.text[m[0]:m[1]], " ", "")
		list := "eccn"
		if code[2] == '9' && strings.HasPrefix(string(r.home()), "CN") || r.home() == "CN" {
			list = "cn"
		} else if r.home() == "EU" {
			list = "eu"
		}
		r.emit(s, kb.ControlCodeValue{Code: code, List: list}, m[0], m[1], "", s.assertion, "control_code.shape/1", 0.95)
	}
	for _, lead := range customsLead.FindAllStringSubmatchIndex(s.text, -1) {
		run := customsRun.FindString(s.text[lead[1]:])
		role := kb.RoleLegalScope
		if word := s.text[lead[2]:lead[3]]; strings.HasPrefix(word, "参考") || strings.HasPrefix(word, "參考") || r.home() == "CN" && r.official() {
			role = kb.RoleReference
		}
		for _, m := range customsCode.FindAllStringIndex(run, -1) {
			printed := run[m[0]:m[1]]
			digits := strings.ReplaceAll(printed, ".", "")
			if len(digits) < 4 || len(digits) > 10 || len(digits)%2 == 1 {
				continue
			}
			r.emit(s, kb.CustomsCodeValue{Code: digits}, lead[1]+m[0], lead[1]+m[1], role, s.assertion, "customs_code.led/1", 0.9)
		}
	}
}
