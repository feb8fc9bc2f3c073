// Judges a register with the Go authors' own code: signatures by sumdb/note, hashes and proofs by sumdb/tlog. What stands here
// only fetches, and reads the few lines of C2SP's formats that those do not know.
//
//	tlogcheck log KEY FOLDER [OLD]       the whole log: checkpoint, tiles, entries, inclusion, and that it extends OLD
//	tlogcheck proof KEY ENTRY PROOF      a .tlog-proof of the entry in the file ENTRY
//	tlogcheck extends KEY OLD BODY       what is posted to a witness: that the checkpoint in BODY extends OLD
//
// Exits with 0 when it accepts; with 1, and the reason, when it does not; with 2 when it was asked wrongly.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height   = 8
	width    = 1 << height
	largest  = width * (2 + 65535)
	proofTag = "c2sp.org/tlog-proof@v1"
)

func main() {
	judges := map[string]func(key string, rest []string) error{"log": judgeLog, "proof": judgeProof, "extends": judgeExtends}
	if len(os.Args) < 4 || judges[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "tlogcheck log|proof|extends KEY FILE...")
		os.Exit(2)
	}
	if err := judges[os.Args[1]](os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judgeLog(key string, rest []string) error {
	from := source{folder: rest[0], kept: map[string][]byte{}}
	text, err := from.read("checkpoint")
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(key, text)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, from)
	if len(rest) > 1 {
		if err := judgeOlder(key, rest[1], tree, hashes); err != nil {
			return err
		}
	}
	if err := judgeEntries(tree, from, hashes); err != nil {
		return err
	}
	return judgeProofs(tree, hashes)
}

// judgeEntries hashes every entry, and compares it with the tile that the root vouches for.
func judgeEntries(tree tlog.Tree, from source, hashes tlog.HashReader) error {
	for first := int64(0); first < tree.N; first += width {
		number := min(tree.N-first, width)
		bundle, err := from.read(entriesPath(tlog.Tile{H: height, L: -1, N: first / width, W: int(number)}))
		if err != nil {
			return err
		}
		indexes := make([]int64, number)
		for i := range indexes {
			indexes[i] = tlog.StoredHashIndex(0, first+int64(i))
		}
		expected, err := hashes.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for i, hash := range expected {
			entry, after, err := nextEntry(bundle)
			if err != nil {
				return fmt.Errorf("entry %d: %w", first+int64(i), err)
			}
			if tlog.RecordHash(entry) != hash {
				return fmt.Errorf("entry %d is not the one in the tree", first+int64(i))
			}
			bundle = after
		}
		if len(bundle) > 0 {
			return fmt.Errorf("the bundle from entry %d on holds more than its entries", first)
		}
	}
	return nil
}

func nextEntry(bundle []byte) (entry, after []byte, err error) {
	if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
		return nil, nil, errors.New("the bundle ends too early")
	}
	end := 2 + int(binary.BigEndian.Uint16(bundle))
	return bundle[2:end], bundle[end:], nil
}

// judgeProofs lets Go prove, from the tiles, that entries are included and that the tree extends smaller ones.
func judgeProofs(tree tlog.Tree, hashes tlog.HashReader) error {
	for _, size := range []int64{1, 2, width - 1, width, width + 1, tree.N / 2, tree.N - 1, tree.N} {
		if size < 1 || size > tree.N {
			continue
		}
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, size-1)})
		if err != nil {
			return err
		}
		included, err := tlog.ProveRecord(tree.N, size-1, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(included, tree.N, tree.Hash, size-1, leaf[0]); err != nil {
			return fmt.Errorf("entry %d: %w", size-1, err)
		}
		root, err := tlog.TreeHash(size, hashes)
		if err != nil {
			return err
		}
		if err := judgeExtension(tree, tlog.Tree{N: size, Hash: root}, hashes); err != nil {
			return err
		}
	}
	return nil
}

func judgeOlder(key, file string, tree tlog.Tree, hashes tlog.HashReader) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	older, err := openCheckpoint(key, text)
	if err != nil {
		return fmt.Errorf("the older checkpoint: %w", err)
	}
	if older.N > tree.N {
		return fmt.Errorf("the log was rolled back: it had %d entries, and has %d", older.N, tree.N)
	}
	return judgeExtension(tree, older, hashes)
}

func judgeExtension(tree, older tlog.Tree, hashes tlog.HashReader) error {
	proof, err := tlog.ProveTree(tree.N, older.N, hashes)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash); err != nil {
		return fmt.Errorf("the log of %d entries does not extend that of %d: %w", tree.N, older.N, err)
	}
	return nil
}

func judgeProof(key string, rest []string) error {
	if len(rest) != 2 {
		return errors.New("tlogcheck proof KEY ENTRY PROOF")
	}
	entry, err := os.ReadFile(rest[0])
	if err != nil {
		return err
	}
	text, err := os.ReadFile(rest[1])
	if err != nil {
		return err
	}
	head, checkpoint, _ := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if len(lines) < 2 || lines[0] != proofTag {
		return errors.New("this is not a tlog-proof")
	}
	index, found := strings.CutPrefix(lines[1], "index ")
	number, err := strconv.ParseInt(index, 10, 64)
	if !found || err != nil || strconv.FormatInt(number, 10) != index {
		return errors.New("the proof does not say which entry it is about")
	}
	proof, err := readHashes(lines[2:])
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(key, []byte(checkpoint))
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, number, tlog.RecordHash(entry))
}

func judgeExtends(key string, rest []string) error {
	if len(rest) != 2 {
		return errors.New("tlogcheck extends KEY OLD BODY")
	}
	kept, err := os.ReadFile(rest[0])
	if err != nil {
		return err
	}
	older, err := openCheckpoint(key, kept)
	if err != nil {
		return err
	}
	body, err := os.ReadFile(rest[1])
	if err != nil {
		return err
	}
	head, checkpoint, _ := strings.Cut(string(body), "\n\n")
	lines := strings.Split(head, "\n")
	if lines[0] != fmt.Sprintf("old %d", older.N) {
		return fmt.Errorf("the body does not start from %d", older.N)
	}
	proof, err := readHashes(lines[1:])
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(key, []byte(checkpoint))
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash)
}

func readHashes(lines []string) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(lines))
	for i, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes[i] = hash
	}
	return hashes, nil
}

// openCheckpoint checks the signature and reads origin, size and root; whatever extensions follow are left aside.
func openCheckpoint(key string, signed []byte) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("the checkpoint is about another log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 1 || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, errors.New("the checkpoint does not say how large the log is")
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, errors.New("the checkpoint has no root")
	}
	return tlog.Tree{N: size, Hash: tlog.Hash(root)}, nil
}

// A source is a downloaded log: a folder with files at the places that the addresses name.
type source struct {
	folder string
	kept   map[string][]byte
}

func (s source) read(path string) ([]byte, error) {
	if kept, found := s.kept[path]; found {
		return kept, nil
	}
	file, err := os.Open(filepath.Join(s.folder, filepath.FromSlash(path)))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, largest))
	if err == nil {
		s.kept[path] = data
	}
	return data, err
}

// Height, ReadTiles and SaveTiles make a source what tlog reads tiles from.
func (s source) Height() int { return height }

func (s source) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(tiles))
	for i, tile := range tiles {
		data, err := s.read(strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		found[i] = bytes.Clone(data)
	}
	return found, nil
}

func (s source) SaveTiles([]tlog.Tile, [][]byte) {}

func entriesPath(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
}
