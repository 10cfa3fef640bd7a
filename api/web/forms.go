package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/lodestone-kb/lodestone/kb/desk"
)

// Caller is who uses the pages that keep something.
type Caller struct {
	Name      string // of the key; empty where keys are not asked for
	Signature string // id and name of the key, as decisions record it
}

// maxForm bounds the body of a form, in bytes.
const maxForm = 64 << 10

// action does what a form of a page asks for, and returns the address at which the reader goes on.
// What was filled in wrongly is a [*desk.WordError]: the page is shown again with it.
type action func(r *http.Request, form url.Values) (next string, err error)

// problemKey is the place of a form's problem in the context of the request that shows it again.
type problemKey struct{}

// troubled is what was wrong with a form that is shown again.
type troubled struct {
	Problem     string
	Suggestions []string
	given       url.Values
}

// troubleOf returns what was wrong with the form that the request sent; the zero value of a page that
// is only looked at.
func troubleOf(r *http.Request) troubled {
	t, _ := r.Context().Value(problemKey{}).(troubled)
	return t
}

// actions lists what the forms of pages do, by the page's address.
func (s *Site) actions() map[string]action {
	return map[string]action{"/alerts": s.keep, "/review": s.decide}
}

// act answers the forms of a page: it does what the form asks for and sends the reader on, so that
// loading the page again repeats nothing. The server keeps pages of other sites out; the token in the
// form is a second lock on the same door, for browsers that do not say where a form comes from.
func (s *Site) act(name string, do action, show handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		say := s.speech(r)
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			s.sorry(w, r, http.StatusBadRequest, sorry{Heading: say.t("The form could not be read"), Detail: say.t("Go back, look at it, and send it again.")})
			return
		}
		if !hmac.Equal([]byte(r.PostForm.Get("token")), []byte(s.token(r))) {
			s.sorry(w, r, http.StatusForbidden, sorry{Heading: say.t("This form is not from here, or it is old"), Detail: say.t("Nothing was changed. Open the page again, look at it, and send the form from there.")})
			return
		}
		next, err := do(r, r.PostForm)
		var word *desk.WordError
		switch {
		case err == nil:
			http.Redirect(w, r, next, http.StatusSeeOther)
		case errors.As(err, &word):
			again := r.WithContext(context.WithValue(r.Context(), problemKey{}, troubled{say.problem(word), word.Suggestions, r.PostForm}))
			p, err := show(again)
			if err == nil {
				p.Status = http.StatusUnprocessableEntity
				err = s.finish(again, &p)
			}
			if err != nil {
				s.fail(w, r, err)
				return
			}
			s.write(w, r, name, p)
		default:
			s.fail(w, r, err)
		}
	}
}

// token ties a form to the caller whom it was shown to and to this run of the server.
func (s *Site) token(r *http.Request) string {
	mac := hmac.New(sha256.New, s.Secret)
	mac.Write([]byte(s.caller(r).Signature))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func (s *Site) caller(r *http.Request) Caller {
	if s.Caller == nil {
		return Caller{}
	}
	return s.Caller(r)
}

// Refused answers a reader who may not see a page, with the status and a sentence in English that
// says what would be right.
func (s *Site) Refused(w http.ResponseWriter, r *http.Request, status int, detail string) {
	say := s.speech(r)
	body := sorry{Heading: say.t("This page needs a key"), Detail: detail}
	if status == http.StatusUnauthorized {
		body.Detail = say.t("Give the key as the password; any user name will do. On the machine of the server, lodestone keys create NAME --scope write makes one.")
	}
	// Who may not ask is not told what is held either.
	s.apologise(w, r, page{Title: body.Heading, Status: status, Bare: true, Body: body, Coverage: desk.Coverage{NotCovered: []string{}}})
}

// sorry shows a page that says why nothing was done.
func (s *Site) sorry(w http.ResponseWriter, r *http.Request, status int, body sorry) {
	s.apologise(w, r, page{Title: body.Heading, Status: status, Body: body})
}

// field returns the trimmed value of a field.
func field(form url.Values, name string) string { return strings.TrimSpace(form.Get(name)) }
