using System.Globalization;

namespace CsMl.Core.Outcomes;

/// <summary>Two forecasters side by side, over the same outcomes.</summary>
/// <param name="Champion">Who is in use, such as <c>the rules</c>.</param>
/// <param name="Challenger">Who is compared with it.</param>
/// <param name="Validated">Outcomes of which both gave a probability.</param>
/// <param name="Accounts">The accounts among them; an account may have one a month.</param>
/// <param name="BaseRateScores">What a forecast of the observed share alone gets.</param>
/// <param name="LogLossGain">
/// The champion's log loss less the challenger's: positive if the challenger is better. Its interval counts each account
/// once, because what happens to it settles several predictions.
/// </param>
public sealed record ForecastComparison(
    string Champion,
    string Challenger,
    int Validated,
    int Happened,
    int Accounts,
    ForecastScores ChampionScores,
    ForecastScores ChallengerScores,
    ForecastScores BaseRateScores,
    Metric LogLossGain,
    string Verdict
)
{
    /// <summary>The fewest accounts whose spread is taken for that of all.</summary>
    private const int EnoughAccounts = 10;

    internal static ForecastComparison Of(string champion, string challenger, IReadOnlyCollection<RivalForecast> rivals)
    {
        var happened = rivals.Count(r => r.Happened);
        var accounts = rivals.Select(r => r.AccountId).Distinct(StringComparer.Ordinal).Count();
        var rate = rivals.Count == 0 ? 0 : (double)happened / rivals.Count;
        var few = Metric.TooFew(rivals.Count) ?? (accounts < EnoughAccounts ? TooFewAccounts(accounts) : null);
        var gain = few is null ? Gain(rivals) : Metric.None(few);
        return new ForecastComparison(
            champion,
            challenger,
            rivals.Count,
            happened,
            accounts,
            Scores(rivals, few, r => r.Champion),
            Scores(rivals, few, r => r.Challenger),
            Scores(rivals, few, _ => rate),
            gain,
            InWords(champion, challenger, rivals.Count, gain)
        );
    }

    private static string TooFewAccounts(int accounts) =>
        $"Not enough accounts with an outcome yet ({accounts} of {EnoughAccounts}).";

    private static ForecastScores Scores(
        IReadOnlyCollection<RivalForecast> rivals,
        string? few,
        Func<RivalForecast, double> pick
    ) => ForecastScores.Of(few is null ? [.. rivals.Select(r => new Forecast(pick(r), r.Happened))] : []);

    private static Metric Gain(IReadOnlyCollection<RivalForecast> rivals)
    {
        var gains = rivals
            .Select(r => new AccountValue(
                r.AccountId,
                ForecastScores.LossOf(new Forecast(r.Champion, r.Happened))
                    - ForecastScores.LossOf(new Forecast(r.Challenger, r.Happened))
            ))
            .ToList();
        return Metric.Of(gains.Average(g => g.Value), baseRate: 0, Interval.OfMean(gains));
    }

    private static string InWords(string champion, string challenger, int outcomes, Metric gain)
    {
        if (gain is not { Value: { } value, Low: { } low, High: { } high })
        {
            return gain.Note!;
        }

        var range = string.Create(
            CultureInfo.InvariantCulture,
            $"log loss {Math.Abs(value):0.000} {(value < 0 ? "higher" : "lower")}; 95 % interval of the gain {low:0.000} to {high:0.000}"
        );
        return low > 0 ? $"On {outcomes} outcomes {challenger} did better than {champion} ({range})."
            : high < 0 ? $"On {outcomes} outcomes {challenger} did worse than {champion} ({range})."
            : $"On {outcomes} outcomes {challenger} and {champion} cannot be told apart ({range}).";
    }
}
