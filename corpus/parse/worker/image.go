package worker

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// A child may start no program, so it sends the image of a page that has no text to its parent, whose
// [block.WordReader] may. While the parent reads, the child's clock stands.

// maxWords bounds the parent's answer.
const maxWords = 32 << 20

// maxImages bounds what a child may have read for one document: a child that was taken over could
// keep its parent busy for ever. The reader of PDF files sends fewer.
const maxImages = 100

// ask sends an image to the parent and waits for its words. It is the child's [block.WordReader].
func (s *server) ask(_ context.Context, png []byte, dpi int) ([]block.Word, error) {
	payload := binary.BigEndian.AppendUint32(make([]byte, 0, len(png)+4), uint32(dpi))
	if err := writeFrame(s.out, imageFrame, append(payload, png...)); err != nil {
		return nil, fmt.Errorf("send an image to the parent: %w", err)
	}
	answer, ok := <-s.words
	switch {
	case !ok:
		return nil, errors.New("the parent is gone")
	case answer.Failure != "":
		return nil, errors.New(answer.Failure)
	}
	return answer.Words, nil
}

// tell answers a child's image.
func (c *child) tell(ctx context.Context, w *watch, image []byte) error {
	if c.images++; c.words == nil || len(image) < 4 || c.images > maxImages {
		return fmt.Errorf("%w: an image that nobody asked for", errFrame)
	}
	w.pause(true)
	defer w.pause(false)
	var answer words
	found, err := c.words(ctx, image[4:], int(binary.BigEndian.Uint32(image)))
	if answer.Words = found; err != nil {
		answer.Failure = cut(err.Error(), 1000)
	}
	return writeJSON(c.in, wordsFrame, answer)
}

// wordsIn reads an answer to an image.
func wordsIn(f frame) (words, error) {
	var w words
	if err := json.Unmarshal(f.payload, &w); err != nil {
		return w, errors.Join(fmt.Errorf("%w: want the words of an image", errFrame), err)
	}
	return w, nil
}
