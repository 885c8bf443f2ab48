using System.Globalization;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <summary>
/// The predictions that accuracy is measured on, added one after the other. Only those that figures are computed from
/// are kept, without what the rules made of the account; the others are counted.
/// </summary>
/// <param name="about">The type that the figures are about.</param>
internal sealed class CountedOutcomes(PredictionType about, DateTimeOffset now)
{
    private readonly List<CountedPrediction> _closed = [];
    private readonly SortedDictionary<PredictionType, TypeAccuracy> _byType = [];
    private readonly SortedDictionary<string, int> _ofMonth = new(StringComparer.Ordinal);
    private readonly SortedDictionary<RiskCategory, int> _ofCategory = [];

    public PredictionType About => about;

    public DateTimeOffset Now => now;

    /// <summary>Those of the type whose outcome is known and whose window has closed.</summary>
    public IReadOnlyList<CountedPrediction> Closed => _closed;

    public SettledEarly SettledEarly { get; private set; } = SettledEarly.None;

    /// <summary>Each type that was added, whatever the figures are about.</summary>
    public IReadOnlyDictionary<PredictionType, TypeAccuracy> ByType => _byType;

    /// <summary>The number of predictions of the type, by month.</summary>
    public IReadOnlyDictionary<string, int> OfMonth => _ofMonth;

    /// <summary>The number of predictions of the type, by category, if it has categories.</summary>
    public IReadOnlyDictionary<RiskCategory, int> OfCategory => _ofCategory;

    public void Add(CountedPrediction p)
    {
        if (p.HadLeft)
        {
            return;
        }

        var isClosed = p.IsClosed(now);
        _byType[p.Type] = _byType.GetValueOrDefault(p.Type, TypeAccuracy.None).Plus(p, isClosed);
        if (p.Settlement is { } settlement && !isClosed)
        {
            SettledEarly = SettledEarly.Plus(settlement);
        }

        if (p.Type != about)
        {
            return;
        }

        var month = MonthOf(p);
        _ofMonth[month] = _ofMonth.GetValueOrDefault(month) + 1;
        if (p.Category is { } category)
        {
            _ofCategory[category] = _ofCategory.GetValueOrDefault(category) + 1;
        }

        if (isClosed)
        {
            _closed.Add(p with { Evidence = null });
        }
    }

    /// <summary>Such as <c>2026-03</c>.</summary>
    public static string MonthOf(CountedPrediction p) =>
        p.PredictedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
