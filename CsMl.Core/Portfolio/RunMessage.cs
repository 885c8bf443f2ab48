using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>A queue message: opens a run, scores one of its pages, or closes it.</summary>
/// <param name="PlanId">Null to open the run.</param>
public sealed record RunMessage(string Tenant, string RunId, string? PlanId, int Bucket, int Page)
{
    /// <summary>Queue of runs to open.</summary>
    public const string RunsQueue = "csml-runs";

    /// <summary>Poison queue: runs whose opening failed on every try.</summary>
    public const string PoisonRunsQueue = RunsQueue + "-poison";

    /// <summary>Queue of pages to score.</summary>
    public const string PagesQueue = "csml-pages";

    /// <summary>Poison queue: pages whose scoring failed on every try.</summary>
    public const string PoisonPagesQueue = PagesQueue + "-poison";

    /// <summary>Queue of runs to close, because all of their pages are done.</summary>
    public const string ClosingsQueue = "csml-closings";

    /// <summary>Poison queue: runs whose closing failed on every try.</summary>
    public const string PoisonClosingsQueue = ClosingsQueue + "-poison";

    /// <summary>Every queue of the app.</summary>
    public static IReadOnlyList<string> Queues { get; } =
    [RunsQueue, PoisonRunsQueue, PagesQueue, PoisonPagesQueue, ClosingsQueue, PoisonClosingsQueue];

    /// <param name="planId">The plan whose pages are done.</param>
    public static RunMessage Close(string tenant, string runId, string planId) => new(tenant, runId, planId, 0, 0);

    public static RunMessage Open(string tenant, string runId) => new(tenant, runId, null, 0, 0);

    public string ToText() => JsonSerializer.Serialize(this, RunJson.Plain.RunMessage);

    /// <exception cref="JsonException">The text is not a valid message.</exception>
    public static RunMessage Parse(string text) =>
        JsonSerializer.Deserialize(text, RunJson.Plain.RunMessage) ?? throw new JsonException("The message is null.");

    /// <summary>
    /// Reads the text of a queue message: JSON, or JSON in Base64, which the app sends to a storage account. False if
    /// it is neither or has no run id.
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
