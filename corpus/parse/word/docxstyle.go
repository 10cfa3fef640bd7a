package word

import (
	"encoding/xml"
	"path"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// docStyle is what a paragraph style says that matters here.
type docStyle struct {
	level int // of a heading, from 1; 0 for others
	num   listRef
	based string
}

// readProps reads the current w:pPr.
func (d *docx) readProps(dec *xml.Decoder, p *docProps) error {
	return d.inside(dec, func(start xml.StartElement) (bool, error) {
		val := attrOf(start, "val")
		switch start.Name.Local {
		case "pStyle":
			p.style = val
		case "outlineLvl":
			if n, ok := number(val); ok && n >= 0 && n < listDepth {
				p.outline = n + 1
			}
		case "ilvl":
			p.num.level, _ = number(val)
		case "numId", "ilfo":
			p.num.id = val
		case "rPr":
			return true, d.inside(dec, func(in xml.StartElement) (bool, error) {
				if in.Name.Local == "del" || in.Name.Local == "annotation" && attrOf(in, "type") == "Word.Deletion" {
					p.joined = true
				}
				return true, dec.Skip()
			})
		case "pPrChange", "sectPr", "numberingChange":
			return true, dec.Skip() // the earlier properties of a tracked change
		case "annotation":
			return true, dec.Skip()
		}
		return false, nil
	})
}

type xmlVal struct {
	Val string `xml:"val,attr"`
}

type xmlNum struct {
	Level xmlVal `xml:"ilvl"`
	ID    xmlVal `xml:"numId"`
	Ref   xmlVal `xml:"ilfo"`
}

type xmlStyle struct {
	ID    string `xml:"styleId,attr"`
	Name  xmlVal `xml:"name"`
	Based xmlVal `xml:"basedOn"`
	PPr   struct {
		Outline *xmlVal `xml:"outlineLvl"`
		Num     xmlNum  `xml:"numPr"`
		List    xmlNum  `xml:"listPr"`
	} `xml:"pPr"`
}

// readStyles reads headings and the numbering that styles bring along, inherited ones included.
func readStyles(b []byte) (map[string]docStyle, error) {
	var doc struct {
		Styles []xmlStyle `xml:"style"`
	}
	if len(b) == 0 {
		return map[string]docStyle{}, nil
	}
	err := office.Decoder(b).Decode(&doc)
	return stylesOf(doc.Styles), err
}

func stylesOf(styles []xmlStyle) map[string]docStyle {
	out := map[string]docStyle{}
	for _, s := range styles {
		st := docStyle{based: s.Based.Val}
		st.num.id = s.PPr.Num.ID.Val
		st.num.level, _ = number(s.PPr.Num.Level.Val)
		if s.PPr.List.Ref.Val != "" {
			st.num.id = s.PPr.List.Ref.Val
			st.num.level, _ = number(s.PPr.List.Level.Val)
		}
		if s.PPr.Outline != nil {
			if n, ok := number(s.PPr.Outline.Val); ok && n >= 0 && n < listDepth {
				st.level = n + 1
			}
		}
		if n, ok := strings.CutPrefix(strings.ToLower(s.Name.Val), "heading "); ok && st.level == 0 {
			if level, ok := number(n); ok && level >= 1 && level <= listDepth {
				st.level = level
			}
		}
		out[s.ID] = st
	}
	done := map[string]docStyle{}
	for id, st := range out {
		for up, n := st.based, 0; up != "" && n < 12; up, n = out[up].based, n+1 {
			if st.level == 0 {
				st.level = out[up].level
			}
			if st.num.id == "" {
				st.num = out[up].num
			}
		}
		done[id] = st
	}
	return done
}

type xmlLevel struct {
	Level   string  `xml:"ilvl,attr"`
	Start   *xmlVal `xml:"start"`
	Fmt     xmlVal  `xml:"numFmt"`
	Code    *xmlVal `xml:"nfc"` // of Word 2003
	Text    xmlVal  `xml:"lvlText"`
	Legal   *xmlVal `xml:"isLgl"`
	Restart *xmlVal `xml:"lvlRestart"`
	Style   xmlVal  `xml:"pStyle"`
}

type xmlOverride struct {
	Level string    `xml:"ilvl,attr"`
	Start *xmlVal   `xml:"startOverride"`
	Own   *xmlLevel `xml:"lvl"`
}

// level makes a level of a list of its description.
func (l xmlLevel) level() listLevel {
	out := listLevel{format: l.Fmt.Val, text: l.Text.Val, restart: -1}
	if out.format == "" {
		out.format = "decimal"
	}
	if l.Code != nil {
		code, _ := number(l.Code.Val)
		out.format = formatName(max(code, 0))
	}
	if l.Start != nil {
		out.start, _ = number(l.Start.Val)
	}
	out.legal = l.Legal != nil && l.Legal.Val != "0" && l.Legal.Val != "false" && l.Legal.Val != "off"
	if l.Restart != nil {
		if n, ok := number(l.Restart.Val); ok {
			out.restart = n
		}
	}
	return out
}

// readNumbering reads the definitions of lists and what refers to them.
func (d *docx) readNumbering(b []byte) error {
	var doc struct {
		Abstract []struct {
			ID     string     `xml:"abstractNumId,attr"`
			Levels []xmlLevel `xml:"lvl"`
			Link   xmlVal     `xml:"numStyleLink"`
		} `xml:"abstractNum"`
		Nums []struct {
			ID       string        `xml:"numId,attr"`
			Abstract xmlVal        `xml:"abstractNumId"`
			Override []xmlOverride `xml:"lvlOverride"`
		} `xml:"num"`
	}
	if len(b) == 0 {
		return nil
	}
	err := office.Decoder(b).Decode(&doc)
	defined, links, of := map[string][listDepth]listLevel{}, map[string]string{}, map[string]string{}
	for _, a := range doc.Abstract {
		defined[a.ID] = d.levels(a.Levels)
		if a.Link.Val != "" {
			links[a.ID] = a.Link.Val
		}
	}
	for _, n := range doc.Nums {
		of[n.ID] = n.Abstract.Val
	}
	for _, n := range doc.Nums {
		id := n.Abstract.Val
		if style, ok := links[id]; ok { // a list style: its definition is where the style's list points
			if to, ok := of[d.styles[style].num.id]; ok {
				id = to
			}
		}
		if levels, ok := defined[id]; ok {
			d.lists.lists[n.ID] = overridden(id, levels, n.Override)
		}
	}
	return err
}

func (d *docx) levels(described []xmlLevel) [listDepth]listLevel {
	var out [listDepth]listLevel
	for i := range out {
		out[i].restart = -1
	}
	for _, l := range described {
		at, ok := number(l.Level)
		if !ok || at < 0 || at >= listDepth {
			continue
		}
		out[at] = l.level()
		if l.Style.Val != "" {
			d.levelOf[l.Style.Val] = at
		}
	}
	return out
}

func overridden(definition string, levels [listDepth]listLevel, overrides []xmlOverride) *list {
	l := &list{definition: definition, levels: levels, start: map[int]int{}}
	for _, o := range overrides {
		at, ok := number(o.Level)
		if !ok || at < 0 || at >= listDepth {
			continue
		}
		if o.Own != nil {
			l.levels[at] = o.Own.level()
		}
		if o.Start != nil {
			l.start[at], _ = number(o.Start.Val)
		}
	}
	return l
}

// rel is a relationship of a part: to another part, by its name in the package, or to an address.
type rel struct {
	id, kind, target string
	external         bool
}

func readRels(b []byte, folder string) []rel {
	var doc struct {
		Rels []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		} `xml:"Relationship"`
	}
	if len(b) == 0 || office.Decoder(b).Decode(&doc) != nil {
		return nil // without it the usual names are tried, and addresses of links are missing
	}
	var out []rel
	for _, r := range doc.Rels {
		to := rel{id: r.ID, kind: r.Type, target: r.Target, external: r.Mode == "External"}
		if !to.external {
			to.target = path.Join(folder, r.Target)
			if strings.HasPrefix(r.Target, "/") {
				to.target = path.Join(r.Target)[1:]
			}
		}
		out = append(out, to)
	}
	return out
}

func hexNumber(s string) (int, bool) {
	n, err := strconv.ParseUint(s, 16, 32)
	return int(n), err == nil
}

type coreProps struct{ lang string }

func readCore(b []byte) coreProps {
	var doc struct {
		Lang string `xml:"language"`
	}
	if len(b) == 0 || office.Decoder(b).Decode(&doc) != nil {
		return coreProps{} // a claim at best
	}
	return coreProps{lang: doc.Lang}
}
