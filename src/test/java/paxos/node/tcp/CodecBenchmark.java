package paxos.node.tcp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import paxos.node.Envelope;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Vote;

/// How long it takes to write and to read a message, as bytes in memory.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {

    private final WireFormat format = new WireFormat("alpha", List.of("alpha", "beta", "gamma", "delta"), false);
    private final Envelope lastVote = new Envelope(Optional.of("beta"), "alpha",
            new Message.LastVote(new Ballot(48_000), Optional.of(new Vote(new Ballot(47_996), new Decree(17)))),
            Optional.of("mwtiurlr-23999"), OptionalLong.of(239_985));
    private final byte[] bytes = WireFormat.encode(lastVote, false);

    /// From a message to bytes.
    @Benchmark
    public byte[] encode() {
        return WireFormat.encode(lastVote, false);
    }

    /// And back.
    @Benchmark
    public Object decode() throws Exception {
        return format.decode(bytes);
    }
}
