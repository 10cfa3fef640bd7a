package diff

import "strconv"

// hanDigits are the Chinese digits; 两 is two before a measure.
var hanDigits = map[string]int{"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

// hanUnits are what a Chinese digit counts.
var hanUnits = map[string]int{"十": 10, "百": 100, "千": 1000}

// valueOf reads a whole number below a hundred million, in digits or in Chinese numerals (三十, 三万二千,
// 二〇二五); false where the tokens are none.
func valueOf(all []token) (int, bool) {
	if len(all) == 1 && len(all[0].text) < 9 {
		if n, err := strconv.Atoi(all[0].text); err == nil {
			return n, true
		}
	}
	total, part, digit, read := 0, 0, -1, false
	for _, t := range all {
		d, isDigit := hanDigits[t.text]
		unit, isUnit := hanUnits[t.text]
		switch {
		case len(all) > 9:
			return 0, false
		case isDigit && digit >= 0:
			digit = digit*10 + d
		case isDigit:
			digit = d
		case isUnit:
			if digit < 0 {
				digit = 1
			}
			part, digit = part+digit*unit, -1
		case t.text == "万":
			total, part, digit = (part+max(digit, 0))*10_000, 0, -1
		default:
			return 0, false
		}
		read = true
	}
	return total + part + max(digit, 0), read
}
