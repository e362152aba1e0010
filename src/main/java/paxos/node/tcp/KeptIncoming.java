package paxos.node.tcp;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/// A connection that somebody else opened, and on which messages go on coming after the first.
final class KeptIncoming implements Switchboard.Party {

    private final ReadableByteChannel channel;
    private final MessageBuffer buffer;
    private final Duration limit;
    private final Post post;

    // The switchboard's thread only.
    private long begun = System.nanoTime();
    /// Whether what is in the buffer is known to be less than a message.
    private boolean incomplete;

    private final AtomicBoolean over = new AtomicBoolean();
    private volatile OptionalLong idleSince;

    /// Who is told.
    interface Post {

        /// A whole message.
        ///
        /// @return whether there may be more
        /// @throws MalformedMessage where there may not, and why
        boolean take(byte[] message) throws MalformedMessage;

        /// The end, with what there is to complain of.
        void over(Optional<MalformedMessage> complaint);
    }

    /// @param buffer what came together with the first message
    /// @param limit  how long a message may take to arrive, from its first byte
    KeptIncoming(ReadableByteChannel channel, MessageBuffer buffer, Duration limit, Post post) {
        this.channel = channel;
        this.buffer = buffer;
        this.limit = limit;
        this.post = post;
        this.idleSince = sinceNowIfEmpty();
    }

    /// Since when ([System#nanoTime]) it has been waiting for the beginning of a message.
    OptionalLong idleSince() {
        return idleSince;
    }

    @Override
    public boolean turn(boolean more) {
        if (over.get()) {
            return false;
        }
        try {
            boolean ended = more && fill();
            Optional<byte[]> message = buffer.take();
            incomplete = message.isEmpty();
            if (message.isPresent()) {
                begun = System.nanoTime();
                idleSince = OptionalLong.empty();
                if (!post.take(message.get())) {
                    end(Optional.empty());
                    return false;
                }
                idleSince = sinceNowIfEmpty();
                // The end, if it came, comes again.
                return !buffer.isEmpty();
            }
            if (ended) {
                end(buffer.brokenOff());
            } else {
                idleSince = sinceNowIfEmpty();
            }
            return false;
        } catch (MalformedMessage malformed) {
            end(Optional.of(malformed));
            return false;
        }
    }

    private OptionalLong sinceNowIfEmpty() {
        return buffer.isEmpty() ? OptionalLong.of(System.nanoTime()) : OptionalLong.empty();
    }

    /// @return whether the connection has ended; a reset is an end like any other
    private boolean fill() {
        if (buffer.isEmpty()) {
            begun = System.nanoTime();
        }
        try {
            return buffer.fill(channel) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void look(long now) {
        if (!over.get() && incomplete && !buffer.isEmpty() && now - begun > limit.toNanos()) {
            end(Optional.of(buffer.tooSlow(limit)));
        }
    }

    @Override
    public void end() {
        end(Optional.empty());
    }

    private void end(Optional<MalformedMessage> complaint) {
        if (over.compareAndSet(false, true)) {
            post.over(complaint);
        }
    }
}
