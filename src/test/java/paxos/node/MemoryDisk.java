package paxos.node;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import paxos.synod.Ledger;

/// A ledger in memory that outlives its nodes, and fails or stops where a test wants it to.
public final class MemoryDisk implements Disk {

    private final Consumer<String> journal;
    private final List<Ledger> written = new CopyOnWriteArrayList<>(List.of(Ledger.BLANK));
    private volatile Optional<String> failure = Optional.empty();
    private volatile Optional<Gate> gate = Optional.empty();
    private volatile boolean isOpen;

    /// A disk whose doings nobody follows.
    public MemoryDisk() {
        this(_ -> { });
    }

    /// @param journal told each write and each closing
    public MemoryDisk(Consumer<String> journal) {
        this.journal = journal;
    }

    /// What is written.
    public Ledger ledger() {
        return written.getLast();
    }

    /// Whether a node has it open.
    public boolean isOpen() {
        return isOpen;
    }

    /// From now on each write fails, with this sentence.
    public void failFromNowOn(String why) {
        failure = Optional.of(why);
    }

    /// Writes succeed again.
    public void mend() {
        failure = Optional.empty();
    }

    /// Stops the next write until the gate is opened.
    public Gate stopNextWrite() {
        Gate next = new Gate(new CountDownLatch(1), new CountDownLatch(1));
        gate = Optional.of(next);
        return next;
    }

    /// Where a write waits.
    ///
    /// @param reached counted down when the write is there
    /// @param opened  counted down when it may go on
    public record Gate(CountDownLatch reached, CountDownLatch opened) {

        /// Waits until the write is there.
        public void awaitReached() throws InterruptedException {
            if (!reached.await(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("no write came");
            }
        }

        /// Lets the write go on.
        public void open() {
            opened.countDown();
        }
    }

    @Override
    public Open open() throws IOException {
        if (isOpen) {
            throw new IOException("Another process holds the folder.");
        }
        isOpen = true;
        return new Open() {
            @Override
            public Ledger ledger() {
                return written.getLast();
            }

            @Override
            public void write(Ledger next) throws IOException {
                Optional<Gate> mine = gate;
                gate = Optional.empty();
                if (mine.isPresent()) {
                    mine.get().reached().countDown();
                    try {
                        mine.get().opened().await();
                    } catch (InterruptedException interrupted) {
                        throw new IOException(interrupted);
                    }
                }
                if (failure.isPresent()) {
                    journal.accept("could not write");
                    throw new IOException(failure.get());
                }
                written.add(next);
                journal.accept("write " + Logs.shown(next));
            }

            @Override
            public void close() {
                isOpen = false;
                journal.accept("close disk");
            }
        };
    }

    @Override
    public void forget() throws IOException {
        if (isOpen) {
            throw new IOException("It is open.");
        }
        setBack(written.size() - 1);
        journal.accept("forget");
    }

    @Override
    public List<Ledger> history(int most) {
        List<Ledger> all = List.copyOf(written);
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    @Override
    public void damage(Damage damage) throws IOException {
        if (isOpen) {
            throw new IOException("It is open.");
        }
        switch (damage) {
            case Damage.Wiped _ -> setBack(written.size() - 1);
            case Damage.SetBack(var writes) -> setBack(writes);
            case Damage.TornWrite _ -> setBack(1);
        }
        journal.accept(damage.toString());
    }

    private void setBack(int writes) throws IOException {
        if (writes >= written.size()) {
            throw new IOException("It has only %s writes.".formatted(written.size() - 1));
        }
        written.subList(written.size() - writes, written.size()).clear();
    }
}
