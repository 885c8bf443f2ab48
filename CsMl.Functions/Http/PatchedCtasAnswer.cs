namespace CsMl.Functions.Http;

/// <param name="Data">In the order of the request.</param>
public sealed record PatchedCtasAnswer(IReadOnlyList<PatchedCta> Data, int Changed, int Failed)
{
    public static PatchedCtasAnswer Of(IReadOnlyList<PatchedCta> data)
    {
        var failed = data.Count(cta => cta.Code is not null);
        return new PatchedCtasAnswer(data, data.Count - failed, failed);
    }
}
