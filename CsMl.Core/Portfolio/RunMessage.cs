using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>What travels on the queues: which run to open, which of its pages to score, or which run to close.</summary>
/// <param name="PlanId">Null: open the run.</param>
public sealed record RunMessage(string Tenant, string RunId, string? PlanId, int Bucket, int Page)
{
    /// <summary>Runs to be opened.</summary>
    public const string RunsQueue = "csml-runs";

    /// <summary>Runs that could not be opened on any try.</summary>
    public const string PoisonRunsQueue = RunsQueue + "-poison";

    /// <summary>Pages to be scored.</summary>
    public const string PagesQueue = "csml-pages";

    /// <summary>Pages that failed on every try.</summary>
    public const string PoisonPagesQueue = PagesQueue + "-poison";

    /// <summary>Runs whose pages are all done.</summary>
    public const string ClosingsQueue = "csml-closings";

    /// <summary>Runs that could not be closed on any try.</summary>
    public const string PoisonClosingsQueue = ClosingsQueue + "-poison";

    /// <summary>Every queue of the app.</summary>
    public static IReadOnlyList<string> Queues { get; } =
    [RunsQueue, PoisonRunsQueue, PagesQueue, PoisonPagesQueue, ClosingsQueue, PoisonClosingsQueue];

    /// <param name="planId">Of the plan whose pages are done.</param>
    public static RunMessage Close(string tenant, string runId, string planId) => new(tenant, runId, planId, 0, 0);

    public static RunMessage Open(string tenant, string runId) => new(tenant, runId, null, 0, 0);

    public string ToText() => JsonSerializer.Serialize(this, RunJson.Plain.RunMessage);

    /// <exception cref="JsonException">The text is no such message.</exception>
    public static RunMessage Parse(string text) =>
        JsonSerializer.Deserialize(text, RunJson.Plain.RunMessage) ?? throw new JsonException("The message is null.");

    /// <summary>
    /// Reads a message as it lies in a queue: JSON, or the Base64 of it, as the app sends it to a storage account. False
    /// where it is neither, or names no run.
    /// </summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out RunMessage? message)
    {
        message = null;
        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out var count))
        {
            text = Encoding.UTF8.GetString(bytes, 0, count);
        }

        try
        {
            message = Parse(text);
        }
        catch (JsonException)
        {
            return false;
        }

        return EntityKey.IsSegment(message.Tenant ?? "") && EntityKey.IsSegment(message.RunId ?? "");
    }
}
