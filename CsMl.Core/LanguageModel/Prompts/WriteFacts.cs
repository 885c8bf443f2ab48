using System.Buffers;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>
/// Writes an account's facts for a model as JSON. Every count, day and slope is computed here, because models do not
/// calculate reliably. The summary comes first, then the rules' findings, then lists, newest first, as far as there is
/// room. The number of omitted items is stated. The same facts at the same instant always give the same bytes.
/// </summary>
internal static class WriteFacts
{
    /// <summary>Maximum size in bytes of the lists' names and brackets and of the statement of omitted items.</summary>
    private const int Reserve = 260;

    public static string Of(
        PredictionRequest request,
        Signals signals,
        RulesPrediction rules,
        FactTexts texts,
        LlmOptions options
    )
    {
        var buffer = new ArrayBufferWriter<byte>(4_096);
        using var json = new Utf8JsonWriter(buffer, FactBlock.Json);
        json.WriteStartObject();
        WriteSummary.To(json, request, signals, rules, texts);
        json.Flush();

        var evidence = EvidenceList.Of(rules.Evaluation);
        var lists = FactLists.Of(signals, texts);
        var room = TokenEstimate.Bytes(options.MaxFactTokens) - buffer.WrittenCount - FactBlock.Overhead - Reserve;
        Choose(evidence, lists, room);

        evidence.WriteTo(json);
        foreach (var list in lists)
        {
            list.WriteTo(json);
        }

        WriteLeftOut(json, [evidence, .. lists]);
        json.WriteEndObject();
        json.Flush();
        return FactBlock.Around(buffer.WrittenSpan);
    }

    /// <summary>Adds findings first, because only they can be cited, then one item of each list in turn.</summary>
    private static void Choose(FactList evidence, IReadOnlyList<FactList> lists, int room)
    {
        while (evidence.TryShowNext(ref room)) { }

        bool any;
        do
        {
            any = false;
            foreach (var list in lists)
            {
                any |= list.TryShowNext(ref room);
            }
        } while (any);
    }

    private static void WriteLeftOut(Utf8JsonWriter json, IEnumerable<FactList> lists)
    {
        json.WriteStartObject("leftOut");
        foreach (var list in lists)
        {
            if (list.LeftOut > 0)
            {
                json.WriteNumber(list.Name, list.LeftOut);
            }
        }

        json.WriteEndObject();
    }
}
