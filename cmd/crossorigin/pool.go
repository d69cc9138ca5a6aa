package main

import (
	"context"
	"iter"
	"sync"
)

// pool does work on every item with the given number of workers and hands the
// results on in the order of the items. Only a few results wait at a time, so
// memory does not grow with the number of items. When the context ends, no
// more items are begun; those begun are handed on. An error of emit ends it.
// It says whether items were left out.
//
// newWorker makes the function of one worker, which may keep state of its own.
// Ahead is how many items wait, are worked on or done while emit waits for one.
func pool[T, R any](ctx context.Context, items iter.Seq[T], workers, ahead int, newWorker func() func(T) R, emit func(R) error) (left bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	q := newQueue[T, R](ahead)
	go q.fill(ctx, items)
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			work := newWorker()
			for first, end := q.begin(workers); first < end; first, end = q.begin(workers) {
				for n := first; n < end && ctx.Err() == nil; n++ {
					s := q.slot(n)
					s.result, s.worked = work(s.item), true
				}
				q.finish(first, end)
			}
		})
	}
	for first, end := q.finished(); first < end; first, end = q.finished() {
		for n := first; n < end; n++ {
			switch s := q.slot(n); {
			case !s.worked:
				left = true
			case err == nil:
				if err = emit(s.result); err != nil {
					cancel()
				}
			}
		}
		q.empty(first, end)
	}
	done.Wait()
	return left || q.cut, err
}

// queue holds the items of a pool between being found and being emitted. It
// hands over as many as wait, up to a share: waking somebody for each would
// take longer than a small item does.
type queue[T, R any] struct {
	mu    sync.Mutex
	slots []slot[T, R] // an item has that of its number modulo theirs
	// How many items were found, begun and emitted.
	found, begun, emitted int
	closed                bool // no more will be found
	cut                   bool // though there are more; set before closed
	room, more, done      sync.Cond
}

// slot is in the hands of who fills it, then of a worker, then of who emits.
type slot[T, R any] struct {
	item   T
	worked bool // result is that of item, which was begun
	result R
	done   bool // guarded by mu: it can be emitted, or left out
}

func newQueue[T, R any](size int) *queue[T, R] {
	q := &queue[T, R]{slots: make([]slot[T, R], size)}
	q.room.L, q.more.L, q.done.L = &q.mu, &q.mu, &q.mu
	return q
}

func (q *queue[T, R]) slot(n int) *slot[T, R] { return &q.slots[n%len(q.slots)] }

// fill puts the items in until the context ends.
func (q *queue[T, R]) fill(ctx context.Context, items iter.Seq[T]) {
	for item := range items {
		if ctx.Err() != nil {
			q.cut = true
			break
		}
		q.mu.Lock()
		for q.found-q.emitted == len(q.slots) {
			q.room.Wait()
		}
		q.slot(q.found).item = item
		q.found++
		q.mu.Unlock()
		q.more.Signal()
	}
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.more.Broadcast()
	q.done.Signal()
}

// begin gives items to one of the workers, none when there will be no more.
func (q *queue[T, R]) begin(workers int) (first, end int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.begun == q.found && !q.closed {
		q.more.Wait()
	}
	// Half of a fair share, so that all workers end at about the same time.
	first = q.begun
	q.begun = min(q.found, first+1+(q.found-first)/(2*workers))
	return first, q.begun
}

func (q *queue[T, R]) finish(first, end int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for n := first; n < end; n++ {
		q.slot(n).done = true
	}
	if first == q.emitted {
		q.done.Signal()
	}
}

// finished returns the next items that are done, none when all are emitted.
func (q *queue[T, R]) finished() (first, end int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for !q.slot(q.emitted).done && !(q.closed && q.emitted == q.found) {
		q.done.Wait()
	}
	for end = q.emitted; end < q.begun && q.slot(end).done; end++ {
	}
	return q.emitted, end
}

// empty makes room, and tells of it when there is much.
func (q *queue[T, R]) empty(first, end int) {
	for n := first; n < end; n++ {
		*q.slot(n) = slot[T, R]{}
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.emitted = end; q.found-end <= len(q.slots)/2 {
		q.room.Signal()
	}
}
