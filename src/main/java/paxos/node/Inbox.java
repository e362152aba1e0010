package paxos.node;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What waits for a node: requests come first, then the node's messages to itself, then messages of others; each of the three
/// in the order of arrival. Bounded, but for messages to itself, of which there are never many.
///
/// One thing at a time is done. The node's thread does what waits; who brings a message on another platform thread, while nothing
/// waits and nothing is done, does it at once.
final class Inbox {

    private final String name;
    private final PriorityBlockingQueue<Waiting> waiting = new PriorityBlockingQueue<>();
    private final AtomicLong arrivals = new AtomicLong();
    /// Fair: those who bring messages take turns, so that one who floods cannot keep the others out.
    private final Semaphore messageRoom = new Semaphore(Node.WAITING_MESSAGES, true);
    /// For those who do not come on a virtual thread: they bring what came on many connections, and have room of their own, so
    /// that they are not one among hundreds of strangers who bring one message each.
    private final Semaphore roomOfMany = new Semaphore(Node.WAITING_MESSAGES, true);
    private final Semaphore requestRoom = new Semaphore(Node.WAITING_REQUESTS);
    /// Held by who does something.
    private final ReentrantLock work = new ReentrantLock();
    /// For whoever has the lock.
    private final Queue<Runnable> toMyself = new ArrayDeque<>();
    /// How much waits, what is being done of it included.
    private final AtomicInteger left = new AtomicInteger();
    private final Consumer<Runnable> worker;
    private volatile boolean closed;

    /// @param name   the node's, for sentences
    /// @param worker does something, whatever comes of it
    Inbox(String name, Consumer<Runnable> worker) {
        this.name = name;
        this.worker = worker;
    }

    /// In the order in which they come before each other.
    private enum Rank { REQUEST, MESSAGE }

    private record Waiting(Rank rank, long arrival, Runnable action) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            return rank == other.rank ? Long.compare(arrival, other.arrival) : rank.compareTo(other.rank);
        }
    }

    /// What a person or a program wants of the node.
    interface Request {
        void run() throws IOException;
    }

    /// Puts a request in; one too many is refused.
    CompletableFuture<Void> request(Request request) {
        if (closed) {
            return CompletableFuture.failedFuture(hasLeft());
        }
        if (!requestRoom.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new IOException(name + " is busy: too many requests wait. Try again in a moment."));
        }
        return enqueue(request, requestRoom::release);
    }

    /// Puts the last request in, however many wait.
    CompletableFuture<Void> lastRequest(Request request) {
        return closed ? CompletableFuture.completedFuture(null) : enqueue(request, () -> { });
    }

    private CompletableFuture<Void> enqueue(Request request, Runnable beforehand) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        put(Rank.REQUEST, () -> {
            beforehand.run();
            try {
                if (closed) {
                    throw hasLeft();
                }
                request.run();
                done.complete(null);
            } catch (IOException failed) {
                done.completeExceptionally(failed);
            } finally {
                if (!done.isDone()) {
                    // A defect got through: whoever waits must not wait for ever.
                    done.completeExceptionally(new IOException(name + " could not do it because of a defect."));
                }
            }
        });
        return done;
    }

    private IOException hasLeft() {
        return new IOException(name + " has left; start the program again.");
    }

    /// Puts a message of the node to itself in. Only for whoever does something just now: it does this next.
    void messageToMyself(Runnable action) {
        toMyself.add(action);
    }

    /// Puts a message in; waits while too many wait.
    void message(Runnable action) throws InterruptedException {
        message(action, messageRoom);
    }

    private void message(Runnable action, Semaphore room) throws InterruptedException {
        room.acquire();
        put(Rank.MESSAGE, () -> {
            room.release();
            action.run();
        });
    }

    /// Does a message at once, or puts it in where something else comes first, and waits while too many wait.
    ///
    /// What is done at once may take as long as a disk does; so virtual threads only put messages in: others may be waiting for
    /// their turn on the same processor.
    void messageAtOnce(Runnable action) throws InterruptedException {
        if (Thread.currentThread().isVirtual()) {
            message(action);
            return;
        }
        // Whoever is at work has the lock and would get it again.
        if (left.get() == 0 && !work.isHeldByCurrentThread() && work.tryLock()) {
            try {
                if (left.get() == 0 && !closed) {
                    perform(action);
                    return;
                }
            } finally {
                work.unlock();
            }
        }
        message(action, roomOfMany);
    }

    private void put(Rank rank, Runnable action) {
        left.incrementAndGet();
        waiting.add(new Waiting(rank, arrivals.getAndIncrement(), action));
        if (closed) {
            // The node's thread may be past its last look.
            settle();
        }
    }

    /// Waits for the first to be there, and does it.
    void doNext() throws InterruptedException {
        Waiting taken = waiting.take();
        work.lock();
        try {
            // Something may have come that goes first, while somebody else was at work.
            waiting.add(taken);
            Waiting first = waiting.poll();
            if (first != null) {
                try {
                    perform(first.action());
                } finally {
                    left.decrementAndGet();
                }
            }
        } finally {
            work.unlock();
        }
    }

    /// Where a request has come meanwhile, the node's thread goes on after it with what is left.
    private void perform(Runnable action) {
        worker.accept(action);
        while (!toMyself.isEmpty() && requestRoom.availablePermits() == Node.WAITING_REQUESTS) {
            worker.accept(toMyself.remove());
        }
    }

    /// Whether it was closed.
    boolean isClosed() {
        return closed;
    }

    /// From now on requests are refused, also those that wait. To be called once the node's session is over, so that
    /// messages have no effect on any thread.
    void close() {
        closed = true;
        settle();
    }

    private void settle() {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.action().run();
        }
    }
}
