//! Words decide where the rules write a final and a sign alike: 앞 and 아., 끝 and 그?, 부엌 and 부어!, 좋 and 조”.

use std::{collections::BTreeMap, sync::LazyLock};

/// Words that end in ㅍ, ㅌ or ㅋ: where one of them ends, the cell is its final, else it is . or ? or !
/// A star stands for any syllables before.
const ENDING: &str = "\
앞 코앞 눈앞 문앞 집앞 바로앞 역앞 옆 길옆 양옆 숲 솔숲 대숲 갈대숲 나무숲 풀숲 늪 닢 섶 길섶 짚 볏짚 밀짚 *무릎 *헝겊 오지랖 \
잎 꽃잎 풀잎 찻잎 나뭇잎 단풍잎 떡잎 깻잎 은행잎 가랑잎 갈잎 담뱃잎 버들잎 새잎 속잎 솔잎 연잎 \
*끝 밭 텃밭 꽃밭 콩밭 풀밭 보리밭 감자밭 채소밭 잔디밭 배추밭 모래밭 가시밭 갈대밭 갈밭 논밭 눈밭 대밭 돌밭 뒷밭 뙈기밭 목화밭 밀밭 소금밭 솔밭 \
쑥밭 쑥대밭 앞밭 억새밭 자갈밭 지뢰밭 포도밭 표밭 밑 발밑 턱밑 귀밑 물밑 세밑 코밑 겉 곁 팥 단팥 콩팥 솥 돌솥 밥솥 전기밥솥 가마솥 무쇠솥 압력솥 \
*볕 바깥 낱 낱낱 실낱 한낱 홑 숱 머리숱 머리맡 뒤꼍 뭍 샅 \
부엌 녘 동녘 서녘 남녘 북녘 들녘 새벽녘 저녁녘 저물녘 해질녘 아랫녘 키읔 티읕 피읖";
/// Syllables with ㄶ, ㄾ, ㄿ and ㅀ that words have.
const CLUSTERS: &str = "않많끊찮잖짢핥훑읊잃옳앓싫끓뚫꿇닳곯";
/// Syllables with ㅎ that words have; in quotes, those of the second line only begin words, for 다”, 나” and 조” are likelier.
const HIEUT: &str = "렇떻쌓찧빻땋갛겋랗맣멓옇얗읗궇";
const HIEUT_FIRST: &str = "좋놓넣낳닿";

/// ㄶ, ㄾ, ㄿ and ㅀ by their places among the finals.
pub(super) fn is_cluster(last: usize) -> bool {
    matches!(last, 6 | 13..=15)
}

pub(super) fn has_cluster(letter: char) -> bool {
    CLUSTERS.contains(letter)
}

/// The beginnings of those words, by their last syllable.
static BEGINNINGS: LazyLock<BTreeMap<char, Vec<&str>>> = LazyLock::new(|| {
    let mut beginnings: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for word in ENDING.split_whitespace() {
        let mut letters = word.chars();
        if let Some(last) = letters.next_back() {
            beginnings.entry(last).or_default().push(letters.as_str());
        }
    }
    beginnings
});

/// Whether a word with this last syllable is one that ends so.
pub(super) fn ends(word: &str, letter: char) -> bool {
    let beginnings = BEGINNINGS.get(&letter).into_iter().flatten();
    beginnings
        .into_iter()
        .any(|beginning| match beginning.strip_prefix('*') {
            Some(beginning) => word.ends_with(beginning),
            None => *beginning == word,
        })
}

pub(super) fn has_hieut(letter: char, is_quoted: bool, is_first: bool) -> bool {
    CLUSTERS.contains(letter)
        || HIEUT.contains(letter)
        || HIEUT_FIRST.contains(letter) && (!is_quoted || is_first)
}
