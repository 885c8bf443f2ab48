namespace CsMl.Local.Commands;

/// <summary>Counts of the lines processed so far.</summary>
internal readonly record struct ScoreTally(long Bytes, long Scored, long Bad)
{
    public ScoreTally Plus(ScoredBlock block) =>
        new(Bytes + block.Bytes, Scored + block.Scored, Bad + block.Complaints.Count);
}
