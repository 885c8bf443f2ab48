namespace CsMl.Core.Accounts;

/// <summary>
/// Judges silence by the account's own rhythm. The model is the modified BG/NBD: while alive an account is in
/// touch at random at its own steady rate, and after each contact, the first one included, it may leave for good.
/// </summary>
/// <remarks>
/// Fader, Hardie, Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2); in the form of
/// Batislam, Denizel, Filiztekin (2007), Int. J. of Research in Marketing 24, which can also lose an account after
/// its first contact. For one contact or more the two are the same, with the older paper's b one higher.
/// </remarks>
/// <param name="R">Shape of the contact rate over all accounts (gamma).</param>
/// <param name="Alpha">Rate of the same, in days: how much time a first guess is worth.</param>
/// <param name="A">Of the chance to leave after a contact (beta).</param>
/// <param name="B">Of the same.</param>
public readonly record struct Rhythm(double R, double Alpha, double A, double B)
{
    /// <summary>One prior for all: weak enough that a handful of contacts outweighs it.</summary>
    public static readonly Rhythm Prior = new(R: 0.5, Alpha: 30, A: 0.3, B: 2);

    /// <summary>The chance, 0–1, that the account has not left.</summary>
    /// <param name="contacts">Days of contact after the first one.</param>
    /// <param name="last">Days from the first contact to the last.</param>
    /// <param name="observed">Days from the first contact to now; not below <paramref name="last"/>.</param>
    public double Alive(int contacts, double last, double observed) =>
        1 / (1 + A / (B + contacts) * Math.Exp((R + contacts) * Math.Log((Alpha + observed) / (Alpha + last))));

    /// <summary>
    /// The chance, 0–1, that nothing is heard in the next <paramref name="window"/> days: it has left, or it is
    /// alive and silent. The rate of an account that is alive is gamma with shape R + contacts and rate
    /// Alpha + observed, and the chance of no contact at that rate is its Laplace transform.
    /// </summary>
    public double Silent(int contacts, double last, double observed, double window)
    {
        var silentWhileAlive = Math.Exp((R + contacts) * Math.Log((Alpha + observed) / (Alpha + observed + window)));
        return 1 - Alive(contacts, last, observed) * (1 - silentWhileAlive);
    }
}
