package word

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
)

// The media types that stand for Word's XML in one file.
const (
	XML2003 = "application/msword+xml"
	FlatOPC = "application/vnd.ms-word.flat-opc+xml"
)

// ReadFlat reads a Word file of 2007 and later whose parts lie in one XML file (Flat OPC).
func ReadFlat(b []byte, limits block.Limits) (block.Page, error) {
	text, warnings := block.Decode(b, "", true)
	o := newOutput("docx/2", FlatOPC, limits)
	o.Warnings = warnings
	body := []byte(text)
	dec := office.Decoder(body)
	parts := map[string][]byte{}
	name, from, inXML := "", int64(0), false
	for len(parts) < 10_000 {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if inXML && name != "" {
				parts[name] = body[from:] // what is left of the part that breaks off
			}
			break
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch {
			case t.Name.Local == "part" && !inXML:
				name = strings.TrimPrefix(attrOf(t, "name"), "/")
			case t.Name.Local == "xmlData" && !inXML:
				from, inXML = dec.InputOffset(), true
			}
		case xml.EndElement:
			if t.Name.Local == "xmlData" && inXML {
				end := bytes.LastIndexByte(body[:dec.InputOffset()], '<')
				parts[name] = body[from:max(int(from), end)]
				name, inXML = "", false
			}
		}
	}
	return readPackage(func(name string) ([]byte, error) { return parts[name], nil }, o)
}

// ReadXML2003 reads WordprocessingML of Word 2003. Styles and lists stand before the text in the same
// file; notes stand where they are referred to.
func ReadXML2003(b []byte, limits block.Limits) (block.Page, error) {
	text, warnings := block.Decode(b, "", true)
	o := newOutput("wordml/1", XML2003, limits)
	o.Warnings = warnings
	d := newDocx(o)
	var doc struct {
		Styles []xmlStyle `xml:"styles>style"`
		Lists  struct {
			Defs []struct {
				ID     string     `xml:"listDefId,attr"`
				Levels []xmlLevel `xml:"lvl"`
			} `xml:"listDef"`
			Lists []struct {
				ID       string        `xml:"ilfo,attr"`
				Def      xmlVal        `xml:"ilst"`
				Override []xmlOverride `xml:"lvlOverride"`
			} `xml:"list"`
		} `xml:"lists"`
	}
	if err := office.Decoder([]byte(text)).Decode(&doc); err != nil {
		o.Warn("the styles and lists of the Word file may be incomplete: %v", err)
	}
	d.styles = stylesOf(doc.Styles)
	defined := map[string][listDepth]listLevel{}
	for _, l := range doc.Lists.Defs {
		defined[l.ID] = d.levels(l.Levels)
	}
	for _, l := range doc.Lists.Lists {
		if levels, ok := defined[l.Def.Val]; ok {
			d.lists.lists[l.ID] = overridden(l.Def.Val, levels, l.Override)
		}
	}
	if err := d.read([]byte(text)); err != nil {
		if tooLarge(err) != nil {
			return block.Page{}, err
		}
		if len(d.Blocks) == 0 {
			return block.Page{}, &block.Error{Kind: block.Damaged, Reason: "the text of the Word file is broken; a file saved anew would be right", Cause: err}
		}
		d.Partly("the text of the Word file breaks off: %v", err)
	}
	return d.end(), nil
}
