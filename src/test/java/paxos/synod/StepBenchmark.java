package paxos.synod;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Warmup;

/// How long single steps of the protocol take, with their explanations: `paxos.synod` alone, with no disk and no network.
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {

    private static final Parliament PARLIAMENT = new Parliament(List.of("alpha", "beta", "gamma", "delta"));

    private final Legislator alpha = new Legislator(PARLIAMENT, "alpha");
    private final Legislator beta = new Legislator(PARLIAMENT, "beta");
    private final Ballot ballot = new Ballot(4);
    private final State betas = State.afterRestart(Ledger.BLANK);
    private final Input asked = new Input.Receive(Optional.of("alpha"), new Message.NextBallot(ballot));
    private final Input begun = new Input.Receive(Optional.of("alpha"), new Message.BeginBallot(ballot, new Decree(17)));
    private final Input proposed = new Input.Propose(Optional.of(new Decree(17)));
    private final State alphas = State.afterRestart(Ledger.BLANK.withNextBal(new Ballot(1)));
    private final State promised = beta.step(betas, asked).next();

    /// A president starts a ballot.
    @Benchmark
    public Step start() {
        return alpha.step(alphas, proposed);
    }

    /// A priest promises.
    @Benchmark
    public Step promise() {
        return beta.step(betas, asked);
    }

    /// A priest votes.
    @Benchmark
    public Step vote() {
        return beta.step(promised, begun);
    }
}
