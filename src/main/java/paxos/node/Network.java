package paxos.node;

import java.io.IOException;
import paxos.trace.Happening;

/// Port: how messages travel. The message of every exception thrown here is a sentence for a person.
public interface Network {

    /// Where the legislator listens, `IP:PORT` (`[IP]:PORT` for IPv6).
    String address();

    /// Begins to listen.
    ///
    /// @param receiver told of all that happens, from any thread; may block, which slows the senders down
    /// @throws IOException where the legislator's address cannot be listened on
    Open open(Receiver receiver) throws IOException;

    /// A network that is open; safe for any thread.
    interface Open extends AutoCloseable {

        /// Sends a messenger on its way and returns at once. What becomes of it, the receiver is told.
        void send(Envelope envelope);

        /// Crashes: resets every connection, with no flush and no goodbye, and stops listening. The receiver hears
        /// nothing more, except of messengers that were lost by it.
        void crash();

        /// Leaves in good order: stops listening, lets go of connections and waits for its threads, briefly.
        @Override
        void close();
    }

    /// Who is told what happens on the network.
    interface Receiver {

        /// A message came for this legislator. On a platform thread, what follows from it may be done before this returns, as
        /// far as the disk and the network go; on a virtual one it is left to the legislator's own. May have to wait where too
        /// many messages came.
        void received(Envelope envelope);

        /// A message that was sent has been handed over: given to the system, on a connection to the receiver's machine.
        void handedOver(Envelope envelope);

        /// A message that was sent did not get through.
        ///
        /// @param why a sentence
        void lost(Envelope envelope, String why);

        /// Something came that is no message, and was dropped.
        ///
        /// @param from  an address; of several, the last one's
        /// @param why   a sentence
        /// @param times how many this stands for, at least 1
        void dropped(String from, String why, long times);

        /// Something was done to a message, or to the links, on purpose: it belongs into the record.
        void noted(Happening what);

        /// A peer that could not be reached now can, or the other way round. Told once for each peer soon after opening.
        void peerSeen(String peer, boolean reachable);
    }
}
