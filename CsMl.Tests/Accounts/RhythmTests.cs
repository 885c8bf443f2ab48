using CsMl.Core.Accounts;

namespace CsMl.Tests.Accounts;

/// <summary>The rhythm model beside published figures, and beside the process that it claims to describe.</summary>
public sealed class RhythmTests
{
    /// <summary>
    /// The CDNOW estimates of Fader, Hardie, Lee (2005), table 2, in weeks. The modified form has its b one lower
    /// than the plain BG/NBD, and is then the same for an account with a repeat contact.
    /// </summary>
    private const double R = 0.243;
    private const double Alpha = 4.414;
    private const double A = 0.793;
    private const double B = 2.426;

    private static readonly Rhythm Cdnow = new(R, Alpha, A, B - 1);

    [Theory]
    [InlineData(2, 30.43, 38.86, 39, 1.226, 0.0005)] // The authors' note on their spreadsheet, customer 1.
    [InlineData(26, 30.86, 31, 52, 25.76, 0.005)] // The vignette of the R package BTYD, customer 1516.
    public void The_published_expectations_of_BG_NBD_follow_from_Alive(
        int contacts,
        double last,
        double observed,
        double ahead,
        double published,
        double rounding
    )
    {
        var expected = ExpectedWhileAlive(contacts, observed, ahead) * Cdnow.Alive(contacts, last, observed);

        Assert.InRange(expected, published - rounding, published + rounding);
    }

    [Fact]
    public void An_account_that_was_in_touch_just_now_is_alive_but_for_its_own_chance_to_leave()
    {
        // With t_x = T all of the silence is gone and a / (a + b + x) remains: the last contact's own coin.
        Assert.Equal((2.0 + 5) / (0.3 + 2 + 5), new Rhythm(0.5, 30, 0.3, 2).Alive(5, 200, 200), 12);
    }

    [Fact]
    public void Of_simulated_accounts_as_many_are_alive_and_silent_as_foretold()
    {
        const int Accounts = 200_000;
        const double Observed = 240;
        const double Window = 90;
        var random = new Random(20_05);
        var cells = new Dictionary<(int Contacts, int Recency), Cell>();
        for (var i = 0; i < Accounts; i++)
        {
            var life = Life.Simulate(random, Rhythm.Prior, Observed, Window);
            var key = (Math.Min(life.Contacts, 12), (int)(4 * life.Last / Observed));
            var cell = cells.TryGetValue(key, out var known) ? known : cells[key] = new Cell();
            cell.Count++;
            cell.Alive += life.IsAlive ? 1 : 0;
            cell.Silent += life.IsSilentAfter ? 1 : 0;
            cell.ForetoldAlive += Rhythm.Prior.Alive(life.Contacts, life.Last, Observed);
            cell.ForetoldSilent += Rhythm.Prior.Silent(life.Contacts, life.Last, Observed, Window);
        }

        var full = cells.Where(c => c.Value.Count >= 300).ToList();
        Assert.True(full.Count >= 20, $"only {full.Count} kinds of accounts have enough of them");
        foreach (var ((contacts, recency), cell) in full)
        {
            var where = $"{contacts} contacts, the last in quarter {recency + 1}, {cell.Count} accounts";
            AssertAgrees(cell.ForetoldAlive, cell.Alive, cell.Count, $"alive: {where}");
            AssertAgrees(cell.ForetoldSilent, cell.Silent, cell.Count, $"silent: {where}");
        }
    }

    /// <summary>While alive the rate is gamma with shape R + x and rate Alpha + T; silence is averaged over it.</summary>
    [Theory]
    [InlineData(0, 0, 30, 90)]
    [InlineData(4, 80, 100, 30)]
    [InlineData(40, 350, 365, 365)]
    public void Silence_while_alive_is_that_of_the_average_rate(
        int contacts,
        double last,
        double observed,
        double window
    )
    {
        var prior = new Rhythm(1.5, 20, 0.3, 2);
        var (shape, rate) = (prior.R + contacts, prior.Alpha + observed);
        var (silent, all) = (0.0, 0.0);
        for (var i = 0; i < 200_000; i++)
        {
            var x = (i + 0.5) * 5e-4;
            var density = Math.Exp((shape - 1) * Math.Log(x) - x);
            all += density;
            silent += density * Math.Exp(-x / rate * window);
        }

        var whileAlive =
            1 - (1 - prior.Silent(contacts, last, observed, window)) / prior.Alive(contacts, last, observed);

        Assert.Equal(silent / all, whileAlive, 4);
    }

    [Fact]
    public void A_single_contact_long_ago_is_not_taken_for_alive_for_certain()
    {
        Assert.InRange(Rhythm.Prior.Alive(0, 0, 365), 0.01, 0.9);
    }

    [Fact]
    public void A_frequent_visitor_gone_quiet_is_at_greater_risk_than_a_rare_one_after_the_same_silence()
    {
        var frequent = Rhythm.Prior.Silent(contacts: 50, last: 350, observed: 395, window: 90);
        var rare = Rhythm.Prior.Silent(contacts: 6, last: 350, observed: 395, window: 90);

        Assert.True(frequent > rare, $"{frequent} > {rare}");
    }

    /// <summary>Fader, Hardie, Lee (2005), equation 10, without its last factor, which is the chance to be alive.</summary>
    private static double ExpectedWhileAlive(int x, double observed, double t) =>
        (A + B + x - 1)
        / (A - 1)
        * (
            1
            - Math.Pow((Alpha + observed) / (Alpha + observed + t), R + x)
                * Hypergeometric(R + x, B + x, A + B + x - 1, t / (Alpha + observed + t))
        );

    /// <summary>Gauss's ₂F₁ by its series, which converges for 0 ≤ z &lt; 1.</summary>
    private static double Hypergeometric(double a, double b, double c, double z)
    {
        var term = 1.0;
        var sum = 1.0;
        for (var n = 0; n < 10_000 && Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            sum += term;
        }

        return sum;
    }

    private static void AssertAgrees(double foretold, int seen, int count, string where)
    {
        var share = foretold / count;
        var allowed = 4.5 * Math.Sqrt(Math.Max(share * (1 - share), 1e-3) / count);
        Assert.True(
            Math.Abs(share - (double)seen / count) <= allowed,
            $"{where}: foretold {share:0.0000}, simulated {(double)seen / count:0.0000}, allowed ±{allowed:0.0000}"
        );
    }

    private sealed class Cell
    {
        public int Count;
        public int Alive;
        public int Silent;
        public double ForetoldAlive;
        public double ForetoldSilent;
    }

    /// <summary>One account lived through as the model tells it: a gamma rate, a beta chance to leave after each contact.</summary>
    private readonly record struct Life(int Contacts, double Last, bool IsAlive, bool IsSilentAfter)
    {
        public static Life Simulate(Random random, Rhythm prior, double observed, double window)
        {
            var rate = Gamma(random, prior.R) / prior.Alpha;
            var (left, stayed) = (Gamma(random, prior.A), Gamma(random, prior.B));
            var leaves = left / (left + stayed);
            var contacts = 0;
            var last = 0.0;
            var now = 0.0;
            while (random.NextDouble() >= leaves)
            {
                now -= Math.Log(1 - random.NextDouble()) / rate;
                if (now > observed)
                {
                    return new Life(contacts, last, IsAlive: true, IsSilentAfter: now > observed + window);
                }

                contacts++;
                last = now;
            }

            return new Life(contacts, last, IsAlive: false, IsSilentAfter: true);
        }

        /// <summary>Marsaglia and Tsang (2000), with their step up for a shape below 1.</summary>
        private static double Gamma(Random random, double shape)
        {
            if (shape < 1)
            {
                return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
            }

            var d = shape - 1.0 / 3;
            var c = 1 / Math.Sqrt(9 * d);
            while (true)
            {
                var x = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                var v = Math.Pow(1 + c * x, 3);
                if (v > 0 && Math.Log(1 - random.NextDouble()) < 0.5 * x * x + d - d * v + d * Math.Log(v))
                {
                    return d * v;
                }
            }
        }
    }
}
