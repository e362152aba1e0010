package paxos.node.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where all kept connections of a legislator come together: one thread waits for all of them, and hands on what comes on
/// each. A thread for each of them, even a virtual one, has to be woken twice for each message, by the system and by the
/// scheduler, and that took longer than all that is done with the message.
///
/// The connections take turns, a message each, so that one who floods does not keep out the others.
final class Switchboard implements Closeable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Switchboard.class);
    /// How often it is looked whether a message takes too long.
    private static final long LOOK_MILLIS = 1_000;

    private final Selector selector;
    private final Queue<Party> joined = new ConcurrentLinkedQueue<>();
    private final Queue<Party> leaving = new ConcurrentLinkedQueue<>();

    /// @throws IOException where the system has no files left for it
    Switchboard() throws IOException {
        this.selector = Selector.open();
    }

    /// Who has a connection here. Called on the switchboard's thread only.
    interface Party {

        /// Takes in what has come, if it is said that something has (the end, perhaps), and hands on one message at most.
        ///
        /// @param more whether something has come
        /// @return whether another message is there already
        boolean turn(boolean more);

        /// Called now and then.
        ///
        /// @param now a time, as [System#nanoTime] tells it, since which it has had a turn if something had come
        default void look(long now) {
        }

        /// Ends the connection.
        void end();
    }

    /// Puts a connection through to its party from now on; it must not be read or written to in any other way than one that does
    /// not wait. From any thread.
    ///
    /// @throws IOException where the connection is closed, or this is
    void join(SocketChannel connection, Party party) throws IOException {
        try {
            connection.configureBlocking(false);
            connection.register(selector, SelectionKey.OP_READ, party);
        } catch (ClosedSelectorException over) {
            throw new IOException("The network was closed.", over);
        }
        joined.add(party);
        selector.wakeup();
    }

    /// Has this party's connection ended, soon. From any thread.
    void end(Party party) {
        leaving.add(party);
        selector.wakeup();
    }

    /// Hands on what comes.
    ///
    /// @param isOver whether it is to end
    void work(BooleanSupplier isOver) {
        Set<Party> busy = new LinkedHashSet<>();
        long looked = System.nanoTime();
        try {
            while (!isOver.getAsBoolean()) {
                // What had come by now has its turn before anybody is looked at: else it would be held against the senders that a
                // message before theirs took long to be dealt with.
                long now = System.nanoTime();
                if (busy.isEmpty()) {
                    selector.select(LOOK_MILLIS);
                } else {
                    selector.selectNow();
                }
                for (Party party = leaving.poll(); party != null; party = leaving.poll()) {
                    letGo(party);
                }
                busy = turns(busy);
                if (now - looked > LOOK_MILLIS * 1_000_000) {
                    looked = now;
                    selector.keys().forEach(key -> orEnd(party(key), () -> party(key).look(now)));
                }
            }
        } catch (ClosedSelectorException over) {
            // As it is when the legislator crashes or leaves.
        } catch (IOException failed) {
            LOGGER.error("Kept connections are read no more, and are closed: {}", failed.getMessage());
            selector.keys().forEach(key -> party(key).end());
        }
    }

    /// What has come on its connection is handed on first.
    private static void letGo(Party party) {
        orEnd(party, () -> {
            boolean more = party.turn(true);
            while (more) {
                more = party.turn(false);
            }
            party.end();
        });
    }

    /// @param busy who has another message already
    /// @return who has one then
    private Set<Party> turns(Set<Party> busy) {
        Set<Party> next = new LinkedHashSet<>();
        for (Party party : ready()) {
            busy.remove(party);
            turn(party, true, next);
        }
        for (Party party = joined.poll(); party != null; party = joined.poll()) {
            busy.add(party);
        }
        busy.forEach(party -> turn(party, false, next));
        return next;
    }

    /// Taken out first: during a turn the legislator may crash and this be closed.
    private List<Party> ready() {
        Set<SelectionKey> selected = selector.selectedKeys();
        synchronized (selected) {
            List<Party> ready = new ArrayList<>(selected.size());
            selected.forEach(key -> ready.add(party(key)));
            selected.clear();
            return ready;
        }
    }

    private static Party party(SelectionKey key) {
        return (Party) key.attachment();
    }

    private static void turn(Party party, boolean more, Set<Party> next) {
        orEnd(party, () -> {
            if (party.turn(more)) {
                next.add(party);
            }
        });
    }

    /// A defect ends one connection, and not the thread that all of them have.
    private static void orEnd(Party party, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error defect) {
            LOGGER.error("A connection is closed, because of a defect in this program", defect);
            party.end();
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
