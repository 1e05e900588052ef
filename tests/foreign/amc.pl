# amc.pl EXPECTED.ndjson FILE: does Auto Multiple Choice's own reader of AMC-TXT find in FILE what
# EXPECTED says, and does it make LaTeX of it in which no text of a question is a command?
use strict;
use warnings;
use utf8;
use JSON::PP;
use AMC::Filter::plain;

binmode STDOUT, ':utf8';
my ( $ndjson, $file ) = @ARGV;
open my $in, '<', $ndjson or die "$ndjson: $!";
my @expected = map { decode_json($_) } <$in>;
close $in;

my $filter = AMC::Filter::plain->new();
$filter->read_source($file);
$filter->parse_options();
die "AMC says: $_\n" for $filter->errors();

# White space is LaTeX's affair: any amount of it is one space.
sub level { my $s = shift; $s =~ s/\s+/ /g; $s =~ s/^ | $//g; return $s eq '' ? '-' : $s; }

my ($main) = grep { $_->{id} eq '_main_' } @{ $filter->{groups} };
my @found = @{ $main->{questions} };
die scalar(@found) . " questions, not " . @expected . "\n" unless @found == @expected;
for my $i ( 0 .. $#found ) {
    my ( $got, $want ) = ( $found[$i], $expected[$i] );
    my @options = @{ $want->{options} };
    my $right   = grep { $_->{correct} } @options;
    die "id $got->{id}, not $want->{id}\n" unless $got->{id} eq $want->{id};
    die "$want->{id}: stem: $got->{text}\n" unless level( $got->{text} ) eq level( $want->{stem} );
    die "$want->{id}: multiple\n" unless !!$got->{multiple} == ( $right != 1 );
    die "$want->{id}: options\n" unless @{ $got->{answers} } == @options;
    for my $k ( 0 .. $#options ) {
        my $answer = $got->{answers}[$k];
        die "$want->{id}: option $k: $answer->{text}\n"
          unless level( $answer->{text} ) eq level( $options[$k]{text} );
        die "$want->{id}: key $k\n" unless !!$answer->{correct} == !!$options[$k]{correct};
        die "$want->{id}: letter or scoring\n"
          if length( $answer->{letter} // '' ) || length( $answer->{scoring} // '' );
    }

    # What AMC itself writes for special characters is taken away; no command may be left.
    my $latex = $filter->format_text( $got->{text} );
    $latex =~ s/\\\(\\(?:backslash|sim|ast)\\\)|\\[&{}#_%]|-\{\}|\\text(?:dollar|asciicircum)\{\}//g;
    die "$want->{id}: LaTeX: $latex\n" if $latex =~ /[\\{}\$&#^_~%]/;
}
print "$file: " . @found . " questions as expected\n";
