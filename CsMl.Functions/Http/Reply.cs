using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>What a function answers: a value, or a refusal.</summary>
public readonly struct Reply<T>
{
    private Reply(T? value, Refusal? refusal, int status)
    {
        Value = value;
        Refusal = refusal;
        Status = status;
    }

    public T? Value { get; }

    public Refusal? Refusal { get; }

    public int Status { get; }

    public static implicit operator Reply<T>(T value) => new(value, null, StatusCodes.Status200OK);

    public static implicit operator Reply<T>(Refusal refusal) => new(default, refusal, refusal.Status);

    /// <summary>The same answer with another status of success.</summary>
    public Reply<T> As(int status) => new(Value, Refusal, status);
}
