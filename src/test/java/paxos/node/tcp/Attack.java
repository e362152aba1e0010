package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import paxos.node.Envelope;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Vote;

/// What a stranger does to a node's door, on one connection. None of it is a message that a member could have sent and that
/// would move the parliament: whoever writes such a message without a secret is a member.
enum Attack {

    /// Anything at all.
    JUNK(22) {
        @Override
        void on(Stranger stranger) throws IOException {
            for (int i = stranger.random.nextInt(4); i >= 0; i--) {
                // Not what is well-formed by chance: the first is of no known method, and after it no other is read.
                String junk = "J" + new String(new WireInputs(stranger.random).next(), ISO_8859_1).replace("keep-alive", "keep-alife");
                stranger.write(junk.getBytes(ISO_8859_1));
            }
        }
    },
    /// A good beginning, and nothing more.
    HALF_OPEN(5) {
        @Override
        void on(Stranger stranger) throws IOException, InterruptedException {
            byte[] message = stranger.harmless(true);
            stranger.write(Arrays.copyOf(message, stranger.random.nextInt(message.length)));
            stranger.lingers();
        }
    },
    /// A good message, byte by byte.
    SLOW(4) {
        @Override
        void on(Stranger stranger) throws IOException, InterruptedException {
            long end = System.nanoTime() + stranger.patience();
            for (byte each : stranger.harmless(true)) {
                stranger.write(new byte[] {each});
                Thread.sleep(stranger.random.nextInt(100));
                if (System.nanoTime() > end) {
                    return;
                }
            }
        }
    },
    /// A reset in the middle of a good message.
    RESET(15) {
        @Override
        void on(Stranger stranger) throws IOException {
            byte[] message = stranger.harmless(stranger.random.nextBoolean());
            stranger.write(Arrays.copyOf(message, stranger.random.nextInt(message.length + 1)));
            stranger.socket.setSoLinger(true, 0);
        }
    },
    /// Knocks, and is gone.
    CONNECT_AND_CLOSE(15) {
        @Override
        void on(Stranger stranger) throws IOException {
            stranger.socket.setSoLinger(stranger.random.nextBoolean(), 0);
        }
    },
    /// Good messages that mean nothing now, as many at once as fit.
    FLOOD(2) {
        @Override
        void on(Stranger stranger) throws IOException {
            stranger.write(stranger.harmless(true));
            for (int i = stranger.random.nextInt(10); i >= 0; i--) {
                byte[] flood = {};
                for (int j = 0; j < 50; j++) {
                    flood = WireInputs.joined(flood, stranger.harmless(false));
                }
                stranger.write(flood);
            }
        }
    },
    /// Messages of another time.
    UNKNOWN_METHODS(8) {
        @Override
        void on(Stranger stranger) throws IOException {
            String one = "Adjourn-%d\r\nconnection: keep-alive\r\n\r\n".formatted(stranger.random.nextInt(1000));
            stranger.write(one.repeat(1 + stranger.random.nextInt(30)).getBytes(UTF_8));
        }
    },
    /// Messages of nobody, for others, or with numbers that no message has.
    REFUSED_MESSAGES(12) {
        @Override
        void on(Stranger stranger) throws IOException {
            String number = stranger.oneOf(List.of("2147483648", "-2147483649", "-1", "4294967296", "-2147483648"));
            String other = stranger.oneOf(List.copyOf(stranger.others));
            stranger.write(stranger.oneOf(List.of(
                    "NextBallot\r\nballot: 2147483647\r\nsender: mallory\r\nreceiver: %s\r\n\r\n".formatted(stranger.target),
                    "Success\r\ndecree: 666\r\nsender: mallory\r\nreceiver: %s\r\n\r\n".formatted(stranger.target),
                    "Success\r\ndecree: 666\r\nsender: %s\r\nreceiver: %s\r\n\r\n".formatted(stranger.target, other),
                    "NextBallot\r\nballot: 2147483647\r\nsender: %s\r\nreceiver: %s\r\n\r\n".formatted(stranger.target, other),
                    "NextBallot\r\nballot: %s\r\nsender: %s\r\nreceiver: %s\r\n\r\n".formatted(number, other, stranger.target),
                    "Success\r\ndecree: 666\r\ndecree: 7\r\nreceiver: %s\r\n\r\n".formatted(stranger.target),
                    "HigherBallot\r\nballot: %s\r\nreceiver: %s\r\n\r\n".formatted(number, stranger.target))).getBytes(UTF_8));
        }
    },
    /// Good messages that mean nothing now, one after the other on a connection that is kept.
    KEPT(8) {
        @Override
        void on(Stranger stranger) throws IOException, InterruptedException {
            for (int i = stranger.random.nextInt(8); i >= 0; i--) {
                stranger.write(stranger.harmless(true));
                Thread.sleep(stranger.random.nextInt(20));
            }
        }
    },
    /// Asks for the record, and does not read it.
    OBSERVES_AND_NEVER_READS(3) {
        @Override
        void on(Stranger stranger) throws IOException, InterruptedException {
            stranger.socket.setReceiveBufferSize(1024);
            stranger.write(WireFormat.encodeObserve("somebody", stranger.target, -1));
            stranger.lingers();
        }
    },
    /// Asks for the record, and says something all the same.
    OBSERVES_AND_TALKS(3) {
        @Override
        void on(Stranger stranger) throws IOException {
            stranger.write(WireFormat.encodeObserve("somebody", stranger.target, stranger.random.nextLong()));
            stranger.socket.getInputStream().read(new byte[1000]);
            stranger.write(new WireInputs(stranger.random).next());
        }
    },
    /// Asks for the record, reads some of it, and is gone.
    OBSERVES(3) {
        @Override
        void on(Stranger stranger) throws IOException {
            stranger.write(WireFormat.encodeObserve("somebody", stranger.target, stranger.random.nextInt(100_000)));
            for (int i = stranger.random.nextInt(20); i >= 0; i--) {
                if (stranger.socket.getInputStream().read(new byte[4096]) < 0) {
                    return;
                }
            }
            stranger.socket.setSoLinger(stranger.random.nextBoolean(), 0);
        }
    };

    private final int weight;

    Attack(int weight) {
        this.weight = weight;
    }

    abstract void on(Stranger stranger) throws IOException, InterruptedException;

    /// Any of them, the usual ones more often.
    static Attack any(SplittableRandom random) {
        int left = random.nextInt(Arrays.stream(values()).mapToInt(attack -> attack.weight).sum());
        for (Attack attack : values()) {
            left -= attack.weight;
            if (left < 0) {
                return attack;
            }
        }
        throw new AssertionError();
    }

    /// One connection of somebody who is no member.
    ///
    /// @param patienceMillis how long at most it keeps a connection for nothing
    record Stranger(Socket socket, SplittableRandom random, String target, List<String> others, int patienceMillis) implements AutoCloseable {

        private static final int LOOK = 20_000;

        static Stranger at(InetSocketAddress address, SplittableRandom random, String target, List<String> others, int patienceMillis)
                throws IOException {
            Socket socket = new Socket();
            try {
                socket.setSoTimeout(LOOK);
                socket.connect(address, LOOK);
            } catch (IOException failed) {
                socket.close();
                throw failed;
            }
            return new Stranger(socket, random, target, others, patienceMillis);
        }

        void write(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            int cut = random.nextInt(3) == 0 && bytes.length > 0 ? random.nextInt(bytes.length) : 0;
            out.write(bytes, 0, cut);
            out.write(bytes, cut, bytes.length - cut);
        }

        long patience() {
            return random.nextLong(patienceMillis * 1_000_000L);
        }

        /// Stays, and neither says nor hears anything.
        void lingers() throws InterruptedException {
            Thread.sleep(patience() / 1_000_000);
        }

        /// A message as a member writes it, at the edges of what it can say, that comes to nothing once ballot 0 is over.
        byte[] harmless(boolean keepAlive) {
            Ballot edge = new Ballot(oneOf(List.of(0, 1, Integer.MAX_VALUE - 1, Integer.MAX_VALUE)));
            Decree decree = new Decree(oneOf(List.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE)));
            Message message = oneOf(List.of(
                    new Message.LastVote(edge, random.nextBoolean() ? Optional.empty() : Optional.of(new Vote(edge, decree))),
                    new Message.BeginBallot(new Ballot(Integer.MAX_VALUE), decree),
                    new Message.Voted(edge, decree),
                    new Message.HigherBallot(new Ballot(0))));
            Optional<String> from = message instanceof Message.HigherBallot ? Optional.empty() : Optional.of(oneOf(others));
            Optional<String> id = Optional.of("stranger-" + random.nextInt(1000));
            return WireFormat.encode(new Envelope(from, target, message, id, OptionalLong.empty()), keepAlive);
        }

        <T> T oneOf(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException closed) {
                // It is gone all the same.
            }
        }
    }
}
