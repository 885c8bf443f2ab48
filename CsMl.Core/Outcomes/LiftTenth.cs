namespace CsMl.Core.Outcomes;

/// <summary>
/// A tenth of the outcomes, ranked by probability. Equal probabilities count as the average over all of their orders,
/// so that the counts need not be whole.
/// </summary>
/// <param name="Tenth">1 for the highest probabilities, 10 for the lowest.</param>
/// <param name="Rate">Happened divided by count, with its 95 % interval.</param>
/// <param name="Lift">The rate divided by the rate of all.</param>
/// <param name="Captured">The share of all that happened which is in this tenth and those above it, 0–1.</param>
public sealed record LiftTenth(
    int Tenth,
    double Count,
    double Happened,
    double Rate,
    double Low,
    double High,
    double Lift,
    double Captured
)
{
    private const int Tenths = 10;
    private const double Nothing = 1e-9;

    /// <summary>The ten tenths, the highest probabilities first; empty if nothing happened.</summary>
    internal static IReadOnlyList<LiftTenth> All(IReadOnlyCollection<Forecast> forecasts)
    {
        double happened = forecasts.Count(f => f.Happened);
        if (happened == 0)
        {
            return [];
        }

        var (size, rate, captured) = ((double)forecasts.Count / Tenths, happened / forecasts.Count, 0.0);
        var tenths = new List<LiftTenth>(Tenths);
        var hits = HitsByTenth(forecasts, size);
        for (var i = 0; i < Tenths; i++)
        {
            captured += hits[i];
            var (low, high) = Interval.Of(hits[i], size)!.Value;
            tenths.Add(
                new LiftTenth(
                    i + 1,
                    Round(size),
                    Round(hits[i]),
                    Round(hits[i] / size),
                    Round(low),
                    Round(high),
                    Round(hits[i] / size / rate),
                    Round(captured / happened)
                )
            );
        }

        return tenths;
    }

    /// <summary>What happened in each tenth: forecasts of one score are spread evenly over the places they take.</summary>
    private static double[] HitsByTenth(IReadOnlyCollection<Forecast> forecasts, double size)
    {
        var hits = new double[Tenths];
        var place = 0.0;
        foreach (var tie in forecasts.GroupBy(f => f.Score).OrderByDescending(g => g.Key))
        {
            double count = tie.Count();
            var rate = tie.Count(f => f.Happened) / count;
            while (count > Nothing)
            {
                var tenth = Math.Min(Tenths - 1, (int)((place + Nothing) / size));
                var room = tenth == Tenths - 1 ? count : (tenth + 1) * size - place;
                var taken = Math.Min(count, room);
                hits[tenth] += taken * rate;
                place += taken;
                count -= taken;
            }
        }

        return hits;
    }

    private static double Round(double value) => Metric.Round(value)!.Value;
}
