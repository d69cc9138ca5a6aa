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
//
// newWorker makes the function of one worker, which may keep state of its own.
// Ahead is how many items are worked on, or done, while emit waits for one.
func pool[T, R any](ctx context.Context, items iter.Seq[T], workers, ahead int, newWorker func() func(T) R, emit func(R) error) error {
	type job struct {
		item   T
		result chan R
	}
	jobs := make(chan job, ahead)
	order := make(chan chan R, ahead)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	go func() {
		defer close(order)
		defer close(jobs)
		for item := range items {
			j := job{item, make(chan R, 1)}
			select {
			case <-ctx.Done():
				return
			case order <- j.result:
			}
			// Room or a worker is always there: what is in order is promised.
			jobs <- j
		}
	}()
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			work := newWorker()
			for j := range jobs {
				j.result <- work(j.item)
			}
		})
	}
	var err error
	for result := range order {
		r := <-result
		if err != nil {
			continue
		}
		if err = emit(r); err != nil {
			cancel()
		}
	}
	done.Wait()
	return err
}
