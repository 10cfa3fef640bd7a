package parse

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// docStyle is what a paragraph style says that matters here.
type docStyle struct {
	level int // of a heading, from 1; 0 for others
	num   numRef
	based string
}

// numRef points into the numbering: a list and a level from 0.
type numRef struct {
	id    string
	level int
}

type paraProps struct {
	style   string
	outline int
	num     numRef
}

// readProps reads the current w:pPr.
func (d *docx) readProps(dec *xml.Decoder, p *paraProps) error {
	return d.inside(dec, func(start xml.StartElement) (bool, error) {
		val := attrOf(start, "val")
		switch start.Name.Local {
		case "pStyle":
			p.style = val
		case "outlineLvl":
			if n, used := leadNumber(val); used > 0 && n < 9 {
				p.outline = n + 1
			}
		case "ilvl":
			p.num.level, _ = leadNumber(val)
		case "numId":
			p.num.id = val
		case "pPrChange", "rPr", "sectPr":
			return true, dec.Skip() // the earlier properties of a tracked change
		}
		return false, nil
	})
}

// readStyles reads headings and the numbering that styles bring along, inherited ones included.
func readStyles(b []byte) (map[string]docStyle, error) {
	var doc struct {
		Styles []struct {
			ID   string `xml:"styleId,attr"`
			Name struct {
				Val string `xml:"val,attr"`
			} `xml:"name"`
			Based struct {
				Val string `xml:"val,attr"`
			} `xml:"basedOn"`
			PPr struct {
				Outline *struct {
					Val int `xml:"val,attr"`
				} `xml:"outlineLvl"`
				Num struct {
					Level struct {
						Val int `xml:"val,attr"`
					} `xml:"ilvl"`
					ID struct {
						Val string `xml:"val,attr"`
					} `xml:"numId"`
				} `xml:"numPr"`
			} `xml:"pPr"`
		} `xml:"style"`
	}
	out := map[string]docStyle{}
	if len(b) == 0 {
		return out, nil
	}
	err := xml.Unmarshal(b, &doc)
	for _, s := range doc.Styles {
		st := docStyle{num: numRef{id: s.PPr.Num.ID.Val, level: s.PPr.Num.Level.Val}, based: s.Based.Val}
		if s.PPr.Outline != nil && s.PPr.Outline.Val < 9 {
			st.level = s.PPr.Outline.Val + 1
		}
		if n, ok := strings.CutPrefix(strings.ToLower(s.Name.Val), "heading "); ok && st.level == 0 {
			st.level, _ = leadNumber(n)
		}
		out[s.ID] = st
	}
	for id, st := range out {
		for up, n := st.based, 0; up != "" && n < 10; up, n = out[up].based, n+1 {
			if st.level == 0 {
				st.level = out[up].level
			}
			if st.num.id == "" {
				st.num = out[up].num
			}
		}
		out[id] = st
	}
	return out, err
}

// numbering evaluates automatic numbers, which are not in the text of a Word file.
type numbering struct {
	abstract map[string][9]numLevel
	nums     map[string]numInstance
	counts   map[string]*[9]int // by abstract list: lists that share a definition share the count
	started  map[string]bool
}

type numInstance struct {
	abstract string
	start    map[int]int // levels that restart with this instance
}

type numLevel struct {
	format, text string
	start        int
}

func readNumbering(b []byte) (*numbering, error) {
	n := &numbering{abstract: map[string][9]numLevel{}, nums: map[string]numInstance{}, counts: map[string]*[9]int{}, started: map[string]bool{}}
	if len(b) == 0 {
		return n, nil
	}
	type val struct {
		Val string `xml:"val,attr"`
	}
	type lvl struct {
		Level int  `xml:"ilvl,attr"`
		Start *val `xml:"start"`
		Fmt   val  `xml:"numFmt"`
		Text  val  `xml:"lvlText"`
	}
	var doc struct {
		Abstract []struct {
			ID     string `xml:"abstractNumId,attr"`
			Levels []lvl  `xml:"lvl"`
		} `xml:"abstractNum"`
		Nums []struct {
			ID       string `xml:"numId,attr"`
			Abstract val    `xml:"abstractNumId"`
			Override []struct {
				Level int  `xml:"ilvl,attr"`
				Start *val `xml:"startOverride"`
			} `xml:"lvlOverride"`
		} `xml:"num"`
	}
	dec := xml.NewDecoder(bytes.NewReader(b))
	dec.Strict = false
	err := dec.Decode(&doc)
	for _, a := range doc.Abstract {
		var levels [9]numLevel
		for _, l := range a.Levels {
			if l.Level < 0 || l.Level > 8 {
				continue
			}
			start := 1
			if l.Start != nil {
				start, _ = leadNumber(l.Start.Val)
			}
			levels[l.Level] = numLevel{format: l.Fmt.Val, text: l.Text.Val, start: start}
		}
		n.abstract[a.ID] = levels
	}
	for _, num := range doc.Nums {
		inst := numInstance{abstract: num.Abstract.Val, start: map[int]int{}}
		for _, o := range num.Override {
			if o.Start != nil {
				inst.start[o.Level], _ = leadNumber(o.Start.Val)
			}
		}
		n.nums[num.ID] = inst
	}
	return n, err
}

// next counts one paragraph of the list and returns its printed number; "" for a bullet.
func (n *numbering) next(ref numRef) string {
	if n == nil || ref.level < 0 || ref.level > 8 {
		return ""
	}
	inst, ok := n.nums[ref.id]
	if !ok {
		return ""
	}
	levels := n.abstract[inst.abstract]
	counts := n.counts[inst.abstract]
	if counts == nil {
		counts = &[9]int{}
		n.counts[inst.abstract] = counts
		for i := range counts {
			counts[i] = levels[i].start - 1
		}
	}
	if !n.started[ref.id] {
		n.started[ref.id] = true
		for l, start := range inst.start {
			if l >= 0 && l < 9 {
				counts[l] = start - 1
			}
		}
	}
	counts[ref.level]++
	for l := ref.level + 1; l < 9; l++ {
		counts[l] = levels[l].start - 1
	}
	return fillNumber(levels, counts, ref.level)
}

// fillNumber writes a level's pattern: "%1.%2" or "（%1）".
func fillNumber(levels [9]numLevel, counts *[9]int, level int) string {
	if f := levels[level].format; f == "bullet" || f == "none" {
		return ""
	}
	text := levels[level].text
	for l := range 9 {
		place := "%" + itoa(l+1)
		if !strings.Contains(text, place) {
			continue
		}
		text = strings.ReplaceAll(text, place, inFormat(max(counts[l], levels[l].start), levels[l].format))
	}
	return strings.TrimSpace(text)
}

func inFormat(n int, format string) string {
	switch format {
	case "lowerLetter":
		return letterNumber(n, 'a')
	case "upperLetter":
		return letterNumber(n, 'A')
	case "lowerRoman":
		return romanOf(min(n, 89))
	case "upperRoman":
		return strings.ToUpper(romanOf(min(n, 89)))
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital", "chineseLegalSimplified":
		return hanNumber(n)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1))
		}
	case "decimalZero":
		if n < 10 {
			return "0" + itoa(n)
		}
	}
	return itoa(n)
}

func letterNumber(n int, base rune) string {
	if n < 1 || n > 26*20 {
		return itoa(n)
	}
	return strings.Repeat(string(base+rune((n-1)%26)), (n-1)/26+1)
}

// hanNumber writes 1 to 999 in Chinese.
func hanNumber(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 0 || n > 999:
		return itoa(n)
	case n < 10:
		return string(digits[n])
	case n < 20:
		return strings.TrimSuffix("十"+string(digits[n%10]), "零")
	case n < 100:
		return strings.TrimSuffix(string(digits[n/10])+"十"+string(digits[n%10]), "零")
	case n%100 == 0:
		return string(digits[n/100]) + "百"
	case n%100 < 10:
		return string(digits[n/100]) + "百零" + string(digits[n%10])
	}
	return string(digits[n/100]) + "百" + strings.TrimSuffix(string(digits[n/10%10])+"十"+string(digits[n%10]), "零")
}

func readRels(b []byte) map[string]string {
	var doc struct {
		Rels []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		} `xml:"Relationship"`
	}
	out := map[string]string{}
	if len(b) == 0 || xml.Unmarshal(b, &doc) != nil {
		return out // without it only the addresses of links are missing
	}
	for _, r := range doc.Rels {
		if r.Mode == "External" {
			out[r.ID] = r.Target
		}
	}
	return out
}

type coreProps struct{ lang string }

func readCore(b []byte) coreProps {
	var doc struct {
		Lang string `xml:"language"`
	}
	if len(b) == 0 || xml.Unmarshal(b, &doc) != nil {
		return coreProps{} // a claim at best
	}
	return coreProps{lang: doc.Lang}
}
