package corpus

// Attachment is a file or another version that a document points at as belonging to it.
type Attachment struct {
	URL      string             `json:"url"`
	Text     string             `json:"text"`               // the words of the link
	Relation AttachmentRelation `json:"relation"`           // what it is to the document
	Lang     Lang               `json:"language,omitempty"` // in which it is, where the link says so
}

// AttachmentRelation says what an attachment is to the document, read from the link's words and place.
type AttachmentRelation string

// The relations of attachments. Attached says that nothing tells more.
const (
	AnnexOf       AttachmentRelation = "annex_of"       // 附件, Annex, Schedule
	TranslationOf AttachmentRelation = "translation_of" // the same in another language
	CorrigendumOf AttachmentRelation = "corrigendum_of" // 更正, Corrigendum
	RenditionOf   AttachmentRelation = "rendition_of"   // the same in another format: the signed PDF, the Word file
	ExplanationOf AttachmentRelation = "explanation_of" // 解读, explanatory memorandum, fact sheet
	FormOf        AttachmentRelation = "form_of"        // an application form that it asks to be filled in
	Attached      AttachmentRelation = "attached"
)

// Gap is a part of a document that could not be read, or that it names and does not hold.
type Gap struct {
	Unit GapUnit `json:"unit"`
	From int     `json:"from,omitempty"` // the first page, counted from 1; zero where parts have no numbers
	To   int     `json:"to,omitempty"`   // the last page, inside
	Name string  `json:"name,omitempty"` // of the sheet or the part
	Why  string  `json:"why"`
}

// GapUnit is what is missing.
type GapUnit string

// The units of gaps.
const (
	GapPage  GapUnit = "page"
	GapSheet GapUnit = "sheet"
	GapPart  GapUnit = "part" // a file within the file
	GapRest  GapUnit = "rest" // from some place on, where the file breaks off or a bound was met
)
