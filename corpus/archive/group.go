package archive

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// part is one record of a group before it is packed.
type part struct {
	kind   kind
	record []byte
}

// compose makes the records of a capture's group. first is what its answer would repeat; nil where
// the payload is not held yet.
func composeCapture(env envelope, e Exchange, first *original) ([]part, error) {
	c := *env.Capture
	uri, date := asciiURI(c.FinalURL), warcDate(c.FetchedAt)
	var parts []part
	if env.RecordID != "" {
		parts = append(parts, answerRecord(c, e, env.RecordID, first))
		if e.Request != "" {
			parts = append(parts, part{request, compose([]field{
				{"WARC-Type", "request"}, {"WARC-Record-ID", recordID(request, c)}, {"WARC-Date", date}, {"WARC-Target-URI", uri},
				{"WARC-Concurrent-To", env.RecordID}, {"Content-Type", "application/http;msgtype=request"},
			}, httpHead(e.Request, e.RequestHeader))})
		}
	}
	m, err := metadataRecord(string(c.ID), env, c.FetchedAt, uri)
	return append(parts, m), err
}

// answerRecord makes the record of what arrived: the whole of it, or a revisit of what is held.
func answerRecord(c corpus.Capture, e Exchange, id string, first *original) part {
	isFile := e.StatusLine == ""
	var head []byte
	contentType := "application/http;msgtype=response"
	if !isFile {
		head = httpHead(e.StatusLine, e.Header)
	} else if contentType = oneLine(c.MediaType); contentType == "" {
		contentType = "application/octet-stream"
	}
	fields := []field{{"WARC-Type", ""}, {"WARC-Record-ID", id}, {"WARC-Date", warcDate(c.FetchedAt)}, {"WARC-Target-URI", asciiURI(c.FinalURL)}, {"Content-Type", contentType}}
	if c.PayloadHash != "" {
		fields = append(fields, field{"WARC-Payload-Digest", digest(c.PayloadHash)})
	}
	if first != nil {
		profile := identicalPayload
		if c.Status == 304 {
			profile = serverUnmodified
		}
		fields[0].value = "revisit"
		fields = append(fields, field{"WARC-Profile", profile},
			field{"WARC-Refers-To", first.id}, field{"WARC-Refers-To-Target-URI", first.uri}, field{"WARC-Refers-To-Date", warcDate(first.date)})
		return part{revisit, compose(fields, head)}
	}
	if isFile {
		fields[0].value = "resource"
		return part{resource, compose(fields, e.Body)}
	}
	fields[0].value = "response"
	return part{response, compose(fields, head, e.Body)}
}

// metadataRecord makes the record that ends a group. name is that of the capture, run or alarm.
func metadataRecord(name string, env envelope, date time.Time, uri string) (part, error) {
	block, err := json.Marshal(env)
	if err != nil {
		return part{}, fmt.Errorf("write the metadata record: %w", err)
	}
	return part{metadata, compose([]field{
		{"WARC-Type", "metadata"}, {"WARC-Record-ID", blockID(name, metadata, block)}, {"WARC-Date", warcDate(date)}, {"WARC-Target-URI", uri},
		{"WARC-Concurrent-To", env.RecordID}, {"Content-Type", "application/json"},
	}, block)}, nil
}

// packGroup makes the members of a group. heads are where in it they start.
func (p *packer) packGroup(parts []part) (group []byte, heads []int, err error) {
	room := 0
	for _, r := range parts {
		room += headLen + 512 + len(r.record)/4
	}
	group = make([]byte, 0, room)
	for i, r := range parts {
		heads = append(heads, len(group))
		if group, err = p.pack(group, r.record, r.kind, len(parts)-1-i); err != nil {
			return nil, nil, err
		}
	}
	if len(group) > maxGroup {
		return nil, nil, fmt.Errorf("the records have %d bytes, more than the %d that one append may write", len(group), maxGroup)
	}
	return group, heads, nil
}
