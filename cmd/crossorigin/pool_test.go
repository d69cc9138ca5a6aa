package main

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

func numbers(n int, begun *atomic.Int64) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			begun.Add(1)
			if !yield(i) {
				return
			}
		}
	}
}

func TestPoolKeepsOrder(t *testing.T) {
	const n = 1000
	var begun atomic.Int64
	var got []int
	left, err := pool(context.Background(), numbers(n, &begun), 7, 8*7, func() func(int) int {
		return func(i int) int {
			if i%50 == 0 {
				time.Sleep(time.Millisecond) // so that others overtake
			}
			return i
		}
	}, func(i int) error {
		got = append(got, i)
		return nil
	})
	if left || err != nil || len(got) != n || !slices.IsSorted(got) {
		t.Errorf("%d results, left %t, sorted %t, error %v", len(got), left, slices.IsSorted(got), err)
	}
}

func TestPoolEndsWithItsContext(t *testing.T) {
	const n, workers = 100_000, 3
	ctx, cancel := context.WithCancel(context.Background())
	var begun, worked atomic.Int64
	var got []int
	left, err := pool(ctx, numbers(n, &begun), workers, 8*workers, func() func(int) int {
		return func(i int) int { worked.Add(1); return i }
	}, func(i int) error {
		if got = append(got, i); len(got) == 10 {
			cancel()
		}
		return nil
	})
	if err != nil || !left {
		t.Fatal(left, err)
	}
	if len(got) != int(worked.Load()) || !slices.IsSorted(got) {
		t.Errorf("%d results handed on, %d worked", len(got), worked.Load())
	}
	if most := 10 + 9*workers + 3; len(got) > most {
		t.Errorf("%d results after the end of the context at 10, expected at most %d", len(got), most)
	}
}

// A context that ends when all has been begun leaves nothing out.
func TestPoolIsDoneWhenItsContextEnds(t *testing.T) {
	const n = 20
	ctx, cancel := context.WithCancel(context.Background())
	var begun atomic.Int64
	handed := 0
	left, err := pool(ctx, numbers(n, &begun), 2, 64, func() func(int) int {
		return func(i int) int { return i }
	}, func(int) error {
		if handed++; handed == n {
			cancel()
		}
		return nil
	})
	if left || err != nil || handed != n {
		t.Errorf("left %t, error %v, %d results", left, err, handed)
	}
}

func TestPoolEndsWithAnError(t *testing.T) {
	full := errors.New("disk full")
	var begun atomic.Int64
	handed := 0
	left, err := pool(context.Background(), numbers(100_000, &begun), 2, 8*2, func() func(int) int {
		return func(i int) int { return i }
	}, func(i int) error {
		if handed++; i == 5 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || handed != 6 || !left {
		t.Errorf("error %v after %d results", err, handed)
	}
	if begun.Load() > 100 {
		t.Errorf("%d items begun after the error", begun.Load())
	}
}

// An item is worked on and its result handed on though no more items come: they
// may take long to be found.
func TestPoolHoldsNothingBack(t *testing.T) {
	emitted := make(chan int)
	items := func(yield func(int) bool) {
		for i := range 20 {
			if !yield(i) {
				return
			}
			select {
			case <-emitted:
			case <-time.After(10 * time.Second):
				t.Errorf("the result of %d was not handed on", i)
				return
			}
		}
	}
	left, err := pool(context.Background(), items, 2, 64, func() func(int) int {
		return func(i int) int { return i }
	}, func(i int) error {
		emitted <- i
		return nil
	})
	if err != nil || left {
		t.Error(left, err)
	}
}

// Every worker has something to do, however few items there are.
func TestPoolSharesItems(t *testing.T) {
	const workers = 4
	begun, busy, all := atomic.Int64{}, atomic.Int64{}, make(chan struct{})
	left, err := pool(context.Background(), numbers(workers+1, &begun), workers, 256, func() func(int) bool {
		first := true
		return func(int) bool {
			if first && busy.Add(1) == workers {
				close(all)
			}
			first = false
			select {
			case <-all:
				return true
			case <-time.After(10 * time.Second):
				return false
			}
		}
	}, func(together bool) error {
		if !together {
			return errors.New("a worker had nothing to do")
		}
		return nil
	})
	if err != nil || left {
		t.Error(err)
	}
}
