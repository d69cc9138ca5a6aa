package edit

import (
	"io/fs"
	"sync"
)

// Writer replaces many files like [WriteFile] in less time. Making a file last
// takes a disk about as long as making many, so the files that were written
// while it was busy are synced together, and only then renamed. It is safe for
// concurrent use.
type Writer struct {
	staged   chan *Replacement
	together int // how many files are synced at once
	// turn is held from taking files to having synced them: meanwhile more
	// come, and those of before are renamed.
	turn sync.Mutex
	done sync.WaitGroup
}

// Replacement is a file that a [Writer] replaces.
type Replacement struct {
	staged *staged
	err    error
	ready  chan struct{}
}

// MaxPending is about how many files a [Writer] works on at the same time; a
// process that is killed leaves as many temporary files. Waiting for one of them
// while others come holds nothing up.
const MaxPending = batches * maxTogether

const (
	maxTogether = 128
	// batches is how many there are at a time: one that gathers, one that is
	// synced and one that is renamed.
	batches = 3
	// atOnce is how many files are synced at the same time where they are
	// synced one by one.
	atOnce = 16
)

// NewWriter returns a writer that is to be closed.
func NewWriter() *Writer {
	// A file that waits takes two descriptors, its folder's and its own. Half
	// of them are left to others.
	together := min(max(1, maxDescriptors()/2/(2*batches)), maxTogether)
	w := &Writer{staged: make(chan *Replacement, together), together: together}
	for range batches - 1 {
		w.done.Go(w.commit)
	}
	return w
}

// WriteFile begins to replace a file: data is written beside it when this
// returns, and belongs to the caller again. See [WriteFile] for the rest.
func (w *Writer) WriteFile(root, path string, was fs.FileInfo, data []byte) *Replacement {
	r := &Replacement{ready: make(chan struct{})}
	if r.staged, r.err = stage(root, path, was, data); r.err != nil {
		close(r.ready)
		return r
	}
	w.staged <- r
	return r
}

// Wait returns when the file is replaced, or the error of [WriteFile].
func (r *Replacement) Wait() error {
	<-r.ready
	return r.err
}

// Close waits until all files are replaced. No more may be written.
func (w *Writer) Close() {
	close(w.staged)
	w.done.Wait()
}

// commit replaces files as they come, as many at once as there are.
func (w *Writer) commit() {
	for {
		batch := w.synced()
		if batch == nil {
			return
		}
		for _, r := range batch {
			r.err = r.staged.finish(r.err)
			r.staged = nil
			close(r.ready)
		}
	}
}

// synced waits for files and syncs those that there are then, nil when there
// are no more.
func (w *Writer) synced() []*Replacement {
	w.turn.Lock()
	defer w.turn.Unlock()
	first, ok := <-w.staged
	if !ok {
		return nil
	}
	batch := w.waiting([]*Replacement{first})
	if !syncTogether(batch) {
		syncEach(batch)
	}
	return batch
}

// waiting adds what waits to a batch.
func (w *Writer) waiting(batch []*Replacement) []*Replacement {
	for len(batch) < w.together {
		select {
		case r, ok := <-w.staged:
			if !ok {
				return batch
			}
			batch = append(batch, r)
		default:
			return batch
		}
	}
	return batch
}

// syncEach syncs the files one by one, some of them at a time. An error that is
// known of a file stays: the system tells it once.
func syncEach(batch []*Replacement) {
	var done sync.WaitGroup
	for start := range min(len(batch), atOnce) {
		done.Go(func() {
			for i := start; i < len(batch); i += atOnce {
				if r := batch[i]; r.err == nil {
					r.err = r.staged.file.Sync()
				}
			}
		})
	}
	done.Wait()
}
