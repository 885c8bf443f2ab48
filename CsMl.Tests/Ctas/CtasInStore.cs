using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Ctas;

/// <summary>What must hold of a tenant's CTAs at any moment, read past the app.</summary>
internal static class CtasInStore
{
    /// <summary>
    /// No CTA without its prediction's link, no link without its CTA, a slot and a whole history for each. Answers with how
    /// many there are.
    /// </summary>
    public static async Task<int> AreWholeAsync(Tables tables, string tenant)
    {
        var rows = await TemporaryStore.RowsAsync(tables.Results, tenant);
        var records = Of("c").Select(CtaRows.ReadRecord).ToList();
        var predictions = Of("h")
            .Select(row => PredictionReader.Parse(row))
            .Concat(
                Of("p").Select(LatestPrediction.Read).OfType<LatestPrediction>().Select(latest => latest.Prediction)
            )
            .ToDictionary(prediction => prediction.PredictionId);
        foreach (var (cta, _, version) in records)
        {
            Assert.Equal(cta.Id, predictions[cta.TriggerData!.PredictionId].GeneratedCtaId);
            var prefix = $"l~{cta.AccountId}~{cta.Id}~";
            Assert.Equal(version, rows.Count(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal)));
            var slot = CtaRows.ReadSlot(rows.Single(row => row.RowKey == ResultKeys.Slot(cta.AccountId, cta.Type)));
            Assert.Equal((cta.Id, cta.IsOpen, cta.Priority), (slot.CtaId, slot.IsOpen, slot.Priority));
        }

        AreListed(rows);
        var made = records.Select(record => record.Cta.Id).Order().ToList();
        Assert.Equal(made, Links(predictions.Values));
        Assert.Equal(records.Count, Of("s").Count());
        return records.Count;

        IEnumerable<Entity> Of(string kind) => rows.Where(row => IsOf(row, kind));
    }

    /// <summary>Each CTA is once in the list over accounts, as it is and where it belongs. Answers with how many there are.</summary>
    public static int AreListed(IReadOnlyList<Entity> rows)
    {
        var ctas = rows.Where(row => IsOf(row, "c")).ToList();
        Assert.Equal(
            ctas.Select(row => (ResultKeys.ListedCta(CtaRows.ReadRecord(row).Cta), Text(row))).Order(),
            rows.Where(row => IsOf(row, "d") || IsOf(row, "e")).Select(row => (row.RowKey, Text(row))).Order()
        );
        return ctas.Count;
    }

    private static bool IsOf(Entity row, string kind) => row.RowKey.StartsWith(kind + "~", StringComparison.Ordinal);

    private static string Text(Entity row) => System.Text.Encoding.UTF8.GetString(row.Json.Span);

    private static List<string> Links(IEnumerable<Prediction> predictions) =>
        [.. predictions.Select(prediction => prediction.GeneratedCtaId).OfType<string>().Order()];
}
