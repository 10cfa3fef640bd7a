package logtree

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"github.com/lodestone-kb/lodestone/kb"
)

// Signer and Verifier are the two halves of a key, so that callers need not know who makes them.
type (
	Signer   = note.Signer
	Verifier = note.Verifier
)

// Key is an Ed25519 key in the text forms of signed notes (C2SP signed-note, golang.org/x/mod/sumdb/note).
type Key struct {
	Private string // "PRIVATE+KEY+name+hash+data": keep it where only the archive's owner can read it
	Public  string // "name+hash+data": publish it
}

// NewKey makes a key. The name says whose log it is, in the form of an address without a scheme
// ("archive.example/log"); it must have neither blanks nor a plus sign. Random is the source of
// the key: outside of tests that is crypto/rand.Reader.
func NewKey(random io.Reader, name string) (Key, error) {
	private, public, err := note.GenerateKey(random, name)
	if err != nil {
		return Key{}, fmt.Errorf("make a key for %q: %w", name, err)
	}
	if _, err := NewSigner(private); err != nil {
		return Key{}, fmt.Errorf("make a key: the name %q is not one: %w", name, err)
	}
	return Key{private, public}, nil
}

// NewSigner reads the private half of a key.
func NewSigner(private string) (Signer, error) {
	s, err := note.NewSigner(strings.TrimSpace(private))
	if err != nil {
		return nil, fmt.Errorf("read the signing key: %w", err)
	}
	return s, nil
}

// NewVerifier reads the public half of a key.
func NewVerifier(public string) (Verifier, error) {
	v, err := note.NewVerifier(strings.TrimSpace(public))
	if err != nil {
		return nil, fmt.Errorf("read the public key: %w", err)
	}
	return v, nil
}

// Head is what a checkpoint states.
type Head struct {
	Origin string // the name of the key, and so of the log
	Size   int64
	Root   [32]byte
}

// Sign makes a checkpoint over the first size entries (C2SP tlog-checkpoint): a note of three lines,
// the origin, the size and the root, under which stands the signature.
func Sign(signer Signer, size int64, root [32]byte) (kb.Checkpoint, error) {
	if size < 0 {
		return kb.Checkpoint{}, fmt.Errorf("sign a checkpoint: a log has no %d entries", size)
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", signer.Name(), size, base64.StdEncoding.EncodeToString(root[:]))
	msg, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return kb.Checkpoint{}, fmt.Errorf("sign a checkpoint over %d entries: %w", size, err)
	}
	return kb.Checkpoint{Size: size, Note: string(msg)}, nil
}

// Open returns what a checkpoint states, if the key has signed it. The error wraps [ErrProof]
// where it has not, or where the checkpoint is of another log or size than it claims.
func Open(verifier Verifier, c kb.Checkpoint) (Head, error) {
	n, err := note.Open([]byte(c.Note), note.VerifierList(verifier))
	if err != nil {
		return Head{}, fmt.Errorf("%w: the checkpoint over %d entries is not signed by %s: %w", ErrProof, c.Size, verifier.Name(), err)
	}
	h, err := parseHead(n.Text)
	if err != nil {
		return Head{}, fmt.Errorf("%w: %w", ErrProof, err)
	}
	if h.Origin != verifier.Name() || h.Size != c.Size {
		return Head{}, fmt.Errorf("%w: the checkpoint speaks of %d entries of %s, where %d of %s were meant", ErrProof, h.Size, h.Origin, c.Size, verifier.Name())
	}
	return h, nil
}

// Claimed returns what a checkpoint states without looking at who signed it: of use to compare it
// with a log, and for nothing else.
func Claimed(c kb.Checkpoint) (Head, error) {
	_, err := note.Open([]byte(c.Note), note.VerifierList())
	var unverified *note.UnverifiedNoteError
	if !errors.As(err, &unverified) {
		return Head{}, fmt.Errorf("read the checkpoint over %d entries: %w", c.Size, err)
	}
	h, err := parseHead(unverified.Note.Text)
	if err == nil && h.Size != c.Size {
		err = fmt.Errorf("the checkpoint kept as one over %d entries speaks of %d", c.Size, h.Size)
	}
	return h, err
}

// parseHead reads the text of a checkpoint. Lines after the third are extensions, which mean
// nothing here.
func parseHead(text string) (Head, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[0] == "" || lines[len(lines)-1] != "" {
		return Head{}, errors.New("a checkpoint has three lines: origin, size, root")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return Head{}, fmt.Errorf("%.40q is not the size of a log", lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != 32 {
		return Head{}, fmt.Errorf("%.80q is not the root of a log", lines[2])
	}
	return Head{Origin: lines[0], Size: size, Root: [32]byte(root)}, nil
}

// SignText signs a text, which must end in a line end, as a signed note. It is for statements of
// the log's owner that are no checkpoints, such as the manifest of an evidence pack.
func SignText(signer Signer, text string) (string, error) {
	msg, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return "", fmt.Errorf("sign a text: %w", err)
	}
	return string(msg), nil
}

// OpenText returns the text of a note that the key has signed, and signed alone. The note must be
// written in the one way in which [SignText] writes it, so that no byte of it can differ. The error
// wraps [ErrProof].
func OpenText(verifier Verifier, msg string) (string, error) {
	n, err := note.Open([]byte(msg), note.VerifierList(verifier))
	if err != nil {
		return "", fmt.Errorf("%w: not signed by %s: %w", ErrProof, verifier.Name(), err)
	}
	if len(n.Sigs) != 1 || len(n.UnverifiedSigs) > 0 {
		return "", fmt.Errorf("%w: signed by others besides %s", ErrProof, verifier.Name())
	}
	sig := n.Sigs[0].Base64
	if _, err := base64.StdEncoding.Strict().DecodeString(sig); err != nil || msg != n.Text+"\n— "+verifier.Name()+" "+sig+"\n" {
		return "", fmt.Errorf("%w: the note is not written as it was signed", ErrProof)
	}
	return n.Text, nil
}
